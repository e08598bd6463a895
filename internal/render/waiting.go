package render

import (
	"bytes"
	"crypto/rand"
	"reflect"
	"strings"

	"kohyo/internal/site"
)

// What is rendered for several pages leaves open what differs between them: a
// link within the site waits for the page that it stands on, an anchor for its
// place among the editions of a page. Until then a sign holds the place. It is
// another one in every run, so that no author can write it.
var (
	sign          = strings.ToLower(rand.Text())
	waitingLink   = "/~" + sign + "~/"     // before an address
	waitingTongue = "~lang~"               // after waitingLink, before a language: the page itself in it
	waitingAnchor = "anchor-" + sign + "-" // before an anchor
)

// link is how a page names another address of the site.
func (v *viewer) link(p site.Page, address string) string {
	if v.waiting {
		return waitingLink + address
	}
	return v.Renderer.link(p, address)
}

// tongue is how the page names itself in another language.
func (v *viewer) tongue(tag string) string {
	if v.waiting {
		return waitingLink + waitingTongue + tag
	}
	return v.Renderer.link(v.page, v.inLanguage(v.page, tag))
}

// place is the name of a place on the page, or on one of its editions.
func (v *viewer) place(name string) string {
	if onPaper(v.page) {
		return waitingAnchor + name
	}
	return name
}

// arrive gives the links that wait in a page the form that they have on it.
func (r *Renderer) arrive(page []byte, p site.Page) []byte {
	at := bytes.Index(page, []byte(waitingLink))
	if at < 0 {
		return page
	}
	out := make([]byte, 0, len(page))
	for ; at >= 0; at = bytes.Index(page, []byte(waitingLink)) {
		out = append(out, page[:at]...)
		page = page[at+len(waitingLink):]
		end := bytes.IndexAny(page, "\"'#?<> \n")
		if end < 0 {
			end = len(page)
		}
		address := string(page[:end])
		if tag, ok := strings.CutPrefix(address, waitingTongue); ok {
			address = r.inLanguage(p, tag)
		}
		out = append(out, r.link(p, address)...)
		page = page[end:]
	}
	return append(out, page...)
}

// arrived is a page that is kept by itself, away from the site: links within the
// site are absolute. What holds none is shared with the page that was given.
func arrived(n *NoticePage, base string) *NoticePage {
	v, _ := arrivedValue(reflect.ValueOf(n), strings.NewReplacer(waitingLink, base))
	return v.Interface().(*NoticePage)
}

func arrivedValue(v reflect.Value, links *strings.Replacer) (out reflect.Value, changed bool) {
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(v.String(), waitingLink) {
			out = reflect.New(v.Type()).Elem()
			out.SetString(links.Replace(v.String()))
			return out, true
		}
	case reflect.Pointer:
		if !v.IsNil() {
			if e, changed := arrivedValue(v.Elem(), links); changed {
				out = reflect.New(v.Type().Elem())
				out.Elem().Set(e)
				return out, true
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if e, changes := arrivedValue(v.Index(i), links); changes {
				if !changed {
					out, changed = reflect.MakeSlice(v.Type(), v.Len(), v.Len()), true
					reflect.Copy(out, v)
				}
				out.Index(i).Set(e)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				continue
			}
			if e, changes := arrivedValue(v.Field(i), links); changes {
				if !changed {
					out, changed = reflect.New(v.Type()).Elem(), true
					out.Set(v)
				}
				out.Field(i).Set(e)
			}
		}
	}
	if !changed {
		return v, false
	}
	return out, true
}
