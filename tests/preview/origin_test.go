package preview

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// probes tries everything by which a page can read another origin. Each
// answers what it got; "" is nothing.
const probes = `(async (target) => {
	const secret = "horikiri";
	const out = {};
	const text = async (f) => { try { return await f(); } catch { return ""; } };
	const load = (make) => new Promise((done) => {
		const e = make();
		e.onload = () => done("loaded");
		e.onerror = () => done("");
		document.body.append(e);
		setTimeout(() => done(""), 800);
	});
	const set = (tag, more) => () => Object.assign(document.createElement(tag), more);
	await Promise.all([
		["fetch", () => text(async () => (await fetch(target)).text())],
		["fetch with cookies", () => text(async () => (await fetch(target, {credentials: "include"})).text())],
		["fetch of data", () => text(async () => (await fetch(target + "../../horikiri-hospital-papers/1.json")).text())],
		["no-cors", () => text(async () => (await fetch(target, {mode: "no-cors"})).text())],
		["XMLHttpRequest", () => text(() => new Promise((done) => { const x = new XMLHttpRequest(); x.open("GET", target); x.onload = () => done(x.responseText); x.onerror = () => done(""); x.send(); }))],
		["script", () => load(set("script", {src: target}))],
		["script of ours", () => load(set("script", {src: new URL("/-/preview.js", target).href}))],
		["style", () => load(set("link", {rel: "stylesheet", href: new URL("/-/desk.css", target).href}))],
		["image", () => load(set("img", {src: new URL("/-/icon.svg", target).href}))],
		["frame", () => text(async () => { const f = set("iframe", {src: target})(); await load(() => f); return f.contentDocument ? f.contentDocument.body.textContent : ""; })],
		["frame without an origin", () => text(async () => { const f = set("iframe", {srcdoc: "<script>fetch(" + JSON.stringify(target) + ").then(r => r.text()).then(t => parent.postMessage(t, '*'))<" + "/script>", sandbox: "allow-scripts"})(); const heard = new Promise((done) => { addEventListener("message", (e) => done(e.data)); setTimeout(() => done(""), 800); }); document.body.append(f); return heard; })],
		["window", () => text(async () => { const w = open(target); await new Promise((d) => setTimeout(d, 800)); return w?.document?.body?.textContent ?? ""; })],
		["EventSource", () => new Promise((done) => { const s = new EventSource(new URL("/-/events?page=" + encodeURIComponent(new URL(target).pathname) + "&hash=&bar=", target)); s.onmessage = s.onopen = () => done("open"); s.addEventListener("page", (e) => done(e.data)); setTimeout(() => { s.close(); done(""); }, 800); })],
		["WebSocket", () => text(() => new Promise((done) => { const s = new WebSocket(target.replace("http", "ws")); s.onopen = () => done("open"); s.onmessage = (e) => done(e.data); s.onerror = () => done(""); }))],
		["beacon", () => (navigator.sendBeacon(target, "x"), "")],
	].map(async ([name, act]) => { const got = await act(); out[name] = String(got ?? "").includes(secret) || ["loaded", "open"].includes(got) ? String(got).slice(0, 80) : ""; }));
	return out;
})`

// A page of another origin reads nothing: not another port of this machine,
// not a name that leads to it.
func TestOtherOriginsReadNothing(t *testing.T) {
	p := start(t, sample(t))
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><title>evil</title><body>")
	}))
	defer evil.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(evil.URL, "http://"), ":")
	_, ours, _ := strings.Cut(strings.TrimPrefix(p.url, "http://"), ":")
	origins := []string{evil.URL, "http://localhost:" + port, "http://evil.example:" + port}
	if testing.Short() {
		origins = origins[1:2]
	}
	for _, from := range origins {
		for _, target := range []string{p.url + notice, "http://localhost:" + ours + notice, "http://rebound.example:" + ours + notice} {
			page := open(t, from)
			for name, got := range eval[map[string]string](page, probes+"("+fmt.Sprintf("%q", target)+")") {
				if got != "" {
					t.Errorf("from %s, of %s: %s gives %q", from, target, name, got)
				}
			}
		}
	}
	// A name bound anew makes the attacker's page and ours one origin: the
	// server must not know that name.
	page := open(t, "http://rebound.example:"+ours+notice)
	if text := eval[string](page, "document.documentElement.textContent"); strings.Contains(text, "horikiri") || !strings.Contains(text, "answers only under the address") {
		t.Errorf("a rebound name shows %.200q", text)
	}
	// Our own page does see it: the probes can tell.
	page = open(t, p.url+"/-/en/")
	if text := eval[string](page, `fetch("/-/preview.js").then(r => r.text()).catch(e => String(e))`); !strings.Contains(text, "EventSource") {
		t.Errorf("our own page sees %.200q", text)
	}
}
