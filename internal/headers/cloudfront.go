package headers

import (
	"encoding/json"
	"strings"
)

// function is a CloudFront function, for viewer requests and viewer responses
// of a distribution before a bucket: it finds the index of a folder, and sends
// the headers.
func (s Site) function() string {
	var fields strings.Builder
	for _, h := range common {
		fields.WriteString("  '" + strings.ToLower(h.Name) + "': " + js(h.Value) + ",\n")
	}
	base, langs := quoted(s.Base), s.anyLang()
	return strings.NewReplacer(
		"COMMON", fields.String(),
		"PAGE", js(pagePolicy), "PRINT", js(printPolicy), "SEARCH", js(searchPolicy),
		"FOREVER", js(forEver), "ONEMIN", js(oneMin), "ASKFIRST", js(askFirst),
		"OFSEARCH", pattern("^"+base+langs+ofSearch), "OFPRINT", pattern("^"+base+langs+ofPrint),
		"ASSETS", pattern("^"+base+"assets/"), "LOG", pattern("^"+base+"log/"),
		"OPEN", pattern("^"+base+`(log/|\.well-known/csaf/)|`+ofData),
	).Replace(template)
}

const template = `// Made by: kohyo headers cloudfront. A CloudFront function (cloudfront-js-2.0), for both the viewer request and the
// viewer response of the behaviour that serves the site.

var page = PAGE;
var print = PRINT;
var search = SEARCH;
var common = {
COMMON};

function handler(event) {
  var uri = event.request.uri;
  if (event.context.eventType === 'viewer-request') return request(event.request, uri);
  var headers = event.response.headers;
  function set(name, value) { headers[name] = { value: value }; }
  for (var name in common) set(name, common[name]);
  set('content-security-policy', OFSEARCH.test(uri) ? search : OFPRINT.test(uri) ? print : page);
  set('cache-control', ASSETS.test(uri) ? FOREVER : LOG.test(uri) ? ASKFIRST : ONEMIN);
  if (OPEN.test(uri)) set('access-control-allow-origin', '*');
  set('cross-origin-resource-policy', OPEN.test(uri) ? 'cross-origin' : 'same-origin');
  return event.response;
}

// A bucket knows no folders: a page is the index.html in one.
function request(r, uri) {
  if (uri.endsWith('/')) {
    r.uri = uri + 'index.html';
  } else if (/^(\/[^\/\\.]+)+$/.test(uri) && !LOG.test(uri)) {
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: uri + '/' } } };
  }
  return r;
}
`

// js writes a text of ours for JavaScript.
func js(s string) string {
	quoted, _ := json.Marshal(s) // a string always can be
	return strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(string(quoted))
}

func pattern(s string) string { return "/" + strings.ReplaceAll(s, "/", `\/`) + "/" }
