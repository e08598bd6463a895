// Keeps a page of the preview in step with the files it is made of. The page's
// address and the hash of its bytes go to the server; what comes back is the
// page anew, when and only when its bytes have changed.
"use strict";
(() => {
  const host = document.currentScript.parentElement;
  const shadow = host.shadowRoot;
  const root = shadow.querySelector(".root");
  const lost = shadow.querySelector(".lost");
  const framed = window.top !== window;
  const page = host.dataset.page;
  let hash = host.dataset.hash;
  let bar = host.dataset.bar;
  let closed = ""; // the findings whose panel was closed by hand
  let opened = ""; // the findings whose panel was opened by hand

  // What is said is heard once: this region stays when the bar is made anew.
  const spoken = document.createElement("p");
  spoken.className = "spoken";
  spoken.setAttribute("role", "status");
  shadow.append(spoken);

  // --- the page

  const same = (a, b) => a.length === b.length && a.every((n, i) => n.isEqualNode(b[i]));
  const all = (doc, css) => [...doc.querySelectorAll(css)].filter((n) => !host.contains(n));

  // Scripts, and styles that the security policy names by hash, are the
  // browser's to load; so is the order of several style sheets. Data for
  // search engines is no script, whatever its element is called.
  const scripts = 'script:not([type*="json"])';
  const needsReload = (fresh) =>
    ![scripts, "style", "noscript"].every((css) => same(all(document, css), all(fresh, css))) ||
    (!same(all(document, sheets), all(fresh, sheets)) && all(document, sheets).length + all(fresh, sheets).length !== 2);
  const sheets = 'link[rel="stylesheet"]';

  async function show(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    if (needsReload(fresh)) {
      location.reload(); // the browser puts the scroll position back
      return;
    }
    await head(fresh);
    for (const [i, d] of [...document.querySelectorAll("details")].entries()) {
      const other = fresh.querySelectorAll("details")[i];
      if (other) other.open = d.open; // what the reader has opened stays open
    }
    attributes(document.documentElement, fresh.documentElement);
    for (const doc of [document, fresh]) {
      for (let n; (n = last(doc.body)) && n.nodeType === Node.TEXT_NODE && !n.data.trim(); ) n.remove();
    }
    turn(document.body, fresh.body);
    document.dispatchEvent(new Event("kohyo-page"));
  }

  const last = (body) => [...body.childNodes].filter((n) => n !== host).pop();

  async function head(fresh) {
    const [old] = all(document, sheets);
    const [sheet] = all(fresh, sheets);
    if (old && !old.isEqualNode(sheet)) {
      const link = document.importNode(sheet);
      await new Promise((done) => {
        link.onload = link.onerror = done;
        setTimeout(done, 2000);
        old.after(link);
      });
      old.remove();
    }
    const rest = (doc) => [...doc.head.children].filter((n) => !n.matches([scripts, "style", sheets].join()));
    const [a, b] = [rest(document), rest(fresh)];
    if (a.length === b.length) { // what is equal stays: an icon or a feed is not looked up again
      a.forEach((n, i) => n.isEqualNode(b[i]) || n.replaceWith(document.importNode(b[i], true)));
      return;
    }
    a.forEach((n) => n.remove());
    document.head.prepend(...b.map((n) => document.importNode(n, true)));
  }

  function attributes(old, fresh) {
    if (old.nodeName === "IFRAME") fresh.style.cssText = old.style.cssText; // its size is the desk's
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }

  // turn makes one node equal to another and leaves alone what is equal
  // already, with its scroll position, its focus and its selection.
  function turn(old, fresh) {
    attributes(old, fresh);
    const a = [...old.childNodes].filter((n) => n !== host);
    const b = [...fresh.childNodes];
    let start = 0;
    while (start < a.length && start < b.length && a[start].isEqualNode(b[start])) start++;
    let endA = a.length;
    let endB = b.length;
    while (endA > start && endB > start && a[endA - 1].isEqualNode(b[endB - 1])) endA--, endB--;
    const after = a[endA] ?? (old.contains(host) && host.parentNode === old ? host : null);
    const pairs = endA - start === endB - start;
    for (let i = start; i < Math.max(endA, pairs ? 0 : endB); i++) {
      const [x, y] = [i < endA ? a[i] : null, i < endB ? b[i] : null];
      if (pairs && x.nodeType === Node.ELEMENT_NODE && x.nodeName === y.nodeName) {
        if (!x.isEqualNode(y)) turn(x, y);
      } else if (pairs) {
        x.replaceWith(document.adoptNode(y));
      } else {
        x?.remove();
        if (y) old.insertBefore(document.adoptNode(y), after);
      }
    }
  }

  // --- the bar and the panel

  function dress() {
    const top = root.querySelector(".bar");
    root.hidden = framed;
    if (!top) return;
    const { findings, errors } = top.dataset;
    open((errors > 0 && closed !== findings) || opened === findings);
  }

  function open(yes, focus) {
    const panel = root.querySelector(".panel");
    if (!panel) return;
    panel.hidden = !yes;
    root.querySelector(".toggle").setAttribute("aria-expanded", yes);
    if (focus) (yes ? panel : root.querySelector(".toggle")).focus();
  }

  function toggle() {
    const panel = root.querySelector(".panel");
    if (!panel) return;
    const { findings } = root.querySelector(".bar").dataset;
    [opened, closed] = panel.hidden ? [findings, ""] : ["", findings];
    open(panel.hidden, true);
  }

  function showBar(html) {
    const before = root.querySelector(".bar")?.dataset;
    const scroll = root.querySelector(".scroll")?.scrollTop ?? 0;
    const focused = shadow.activeElement?.className;
    root.innerHTML = html;
    dress();
    const list = root.querySelector(".scroll");
    if (list) list.scrollTop = scroll;
    if (focused) shadow.querySelector("." + focused.split(" ")[0])?.focus();
    const now = root.querySelector(".bar")?.dataset;
    if (framed || !now || before?.findings === now.findings) return;
    spoken.textContent = now.sum || (before?.errors > 0 ? now.mended : "");
  }

  root.addEventListener("click", (e) => {
    if (e.target.closest(".toggle, .close")) toggle();
  });
  addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || framed || e.defaultPrevented) return;
    const panel = root.querySelector(".panel");
    if (panel && (!panel.hidden || panel.matches(".bad"))) toggle();
  });

  // --- the server

  let source = null;
  let wait = 100;
  let retry = 0;
  let watchdog = 0;
  let work = Promise.resolve();

  function alive() {
    lost.hidden = true;
    wait = 100;
    clearTimeout(watchdog);
    watchdog = setTimeout(again, 40000); // the server gives a sign of life every 15 seconds
  }

  function again() {
    stop();
    if (wait > 400) lost.hidden = framed;
    retry = setTimeout(start, wait);
    wait = Math.min(wait * 2, 2000);
  }

  function stop() {
    clearTimeout(retry);
    clearTimeout(watchdog);
    source?.close();
    source = null;
  }

  // A browser keeps no more than six connections to a server: a page that
  // nobody sees gives up its own, and catches up when it is seen again.
  function start() {
    stop();
    if (document.hidden) return;
    source = new EventSource("/-/events?" + new URLSearchParams({ page, hash, bar }));
    const on = (name, act) =>
      source.addEventListener(name, (e) => {
        alive();
        const data = JSON.parse(e.data);
        work = work.then(() => act?.(data)).catch(() => location.reload());
      });
    on("beat");
    on("page", async (data) => {
      await show(data.html);
      hash = data.hash;
    });
    on("bar", (data) => {
      showBar(data.html);
      bar = data.hash;
    });
    source.onerror = again;
  }

  document.addEventListener("visibilitychange", start);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (e) => e.persisted && start());
  dress();
  start();
})();
