// Made by: kohyo headers cloudfront. A CloudFront function (cloudfront-js-2.0), for both the viewer request and the
// viewer response of the behaviour that serves the site.

var page = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
var print = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
var search = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
var common = {
  'x-content-type-options': "nosniff",
  'referrer-policy': "strict-origin-when-cross-origin",
  'permissions-policy': "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  'cross-origin-opener-policy': "same-origin",
};

function handler(event) {
  var uri = event.request.uri;
  if (event.context.eventType === 'viewer-request') return request(event.request, uri);
  var headers = event.response.headers;
  function set(name, value) { headers[name] = { value: value }; }
  for (var name in common) set(name, common[name]);
  set('content-security-policy', /^\/(ja|en)\/search\/(index\.html)?$/.test(uri) ? search : /^\/(ja|en)\/[^\/]+\/[0-9]+\/print\/(bilingual\/)?(index\.html)?$/.test(uri) ? print : page);
  set('cache-control', /^\/assets\//.test(uri) ? "public, max-age=31536000, immutable" : /^\/log\//.test(uri) ? "no-cache" : "public, max-age=60, must-revalidate");
  if (/^\/(log\/|\.well-known\/csaf\/)|\.(json|xml|csv)$/.test(uri)) set('access-control-allow-origin', '*');
  set('cross-origin-resource-policy', /^\/(log\/|\.well-known\/csaf\/)|\.(json|xml|csv)$/.test(uri) ? 'cross-origin' : 'same-origin');
  return event.response;
}

// A bucket knows no folders: a page is the index.html in one.
function request(r, uri) {
  if (uri.endsWith('/')) {
    r.uri = uri + 'index.html';
  } else if (/^(\/[^\/\\.]+)+$/.test(uri) && !/^\/log\//.test(uri)) {
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: uri + '/' } } };
  }
  return r;
}
