package store

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// needs are the addresses that a page names: those it cannot be shown without,
// and those that it leads to. As files of the site.
type needs struct{ parts, links []string }

// linkChecker reads pages, each text once.
type linkChecker map[string]needs

func (l linkChecker) of(name string, o stored) needs {
	if !strings.HasPrefix(o.kind, "text/html") {
		return needs{}
	}
	id := name + o.etag()
	if n, ok := l[id]; ok {
		return n
	}
	var n needs
	for z := html.NewTokenizer(strings.NewReader(string(o.body))); ; {
		if z.Next() == html.ErrorToken {
			break
		}
		t := z.Token()
		at := map[string]string{}
		for _, a := range t.Attr {
			at[a.Key] = a.Val
		}
		switch {
		case t.Data == "link" && (at["rel"] == "stylesheet" || at["rel"] == "icon"):
			n.parts = append(n.parts, resolve(name, at["href"])...)
		case t.Data == "img" || t.Data == "iframe" || t.Data == "source" || t.Data == "script":
			n.parts = append(n.parts, resolve(name, at["src"])...)
		default:
			n.links = append(n.links, resolve(name, at["href"])...)
		}
	}
	l[id] = n
	return n
}

// resolve is the file that an address of the site leads to, seen from a page.
func resolve(from, to string) []string {
	to, _, _ = strings.Cut(to, "#")
	to, _, _ = strings.Cut(to, "?")
	if to == "" || strings.Contains(to, ":") || strings.HasPrefix(to, "//") {
		return nil
	}
	if !strings.HasPrefix(to, "/") {
		to = "/" + path.Dir(from) + "/" + to
	}
	folder := strings.HasSuffix(to, "/") || strings.HasSuffix(to, "/.") || strings.HasSuffix(to, "/..")
	if to = strings.TrimPrefix(path.Clean(to), "/"); folder {
		to = path.Join(to, "index.html")
	}
	return []string{to}
}

// whole proves that no page lacks a part, and that nothing which a reader can
// come to, from the pages that were public before or from the entry, leads to
// something that is not there.
func (l linkChecker) whole(t testing.TB, when string, now, before map[string]stored) {
	t.Helper()
	if lack := l.lack(now, before); lack != "" {
		t.Fatalf("%s: %s", when, lack)
	}
}

func (l linkChecker) lack(now, before map[string]stored) string {
	for name, o := range now {
		for _, p := range l.of(name, o).parts {
			if _, ok := now[p]; !ok {
				return fmt.Sprintf("%s needs %s, which is not there", name, p)
			}
		}
	}
	var queue []string
	seen := map[string]bool{}
	visit := func(name string) {
		if !seen[name] {
			seen[name] = true
			queue = append(queue, name)
		}
	}
	for name := range before {
		visit(name)
	}
	visit("index.html")
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		for _, to := range l.of(name, now[name]).links {
			if _, ok := now[to]; !ok && (to != checkpointName || before != nil) { // the first of all is the last to come
				return fmt.Sprintf("%s leads to %s, which is not there", name, to)
			}
			visit(to)
		}
	}
	return ""
}
