// The views of the desk: both languages scroll together, paper is shown as
// long as it is.
"use strict";
(() => {
  const frames = () => [...document.querySelectorAll("iframe")];
  const ready = (frame) => frame.contentDocument?.readyState === "complete" && frame.contentWindow.location.href !== "about:blank";

  // --- both languages: the same section at the same height

  let leader = null; // the frame that somebody scrolls

  // where says which section is at the top, and how much of it has gone by.
  function where(doc) {
    const marks = stops(doc);
    const top = doc.defaultView.scrollY;
    let i = 0;
    while (i + 1 < marks.length && marks[i + 1].y <= top) i++;
    const end = i + 1 < marks.length ? marks[i + 1].y : doc.documentElement.scrollHeight - doc.defaultView.innerHeight;
    const share = end > marks[i].y ? Math.min((top - marks[i].y) / (end - marks[i].y), 1) : 0;
    return { id: marks[i].id, share };
  }

  function stops(doc) {
    const top = doc.defaultView.scrollY;
    const sections = [...doc.querySelectorAll("main section[id]")];
    return [{ id: "", y: 0 }, ...sections.map((s) => ({ id: s.id, y: s.getBoundingClientRect().top + top }))];
  }

  function follow(doc, { id, share }) {
    const marks = stops(doc);
    const i = marks.findIndex((m) => m.id === id);
    if (i < 0) return; // a section that this language lacks
    const end = i + 1 < marks.length ? marks[i + 1].y : doc.documentElement.scrollHeight - doc.defaultView.innerHeight;
    doc.defaultView.scrollTo({ top: marks[i].y + share * Math.max(end - marks[i].y, 0), behavior: "instant" });
  }

  function together(frame) {
    const { contentWindow: win, contentDocument: doc } = frame;
    if (!win || doc.kohyoJoined) return;
    doc.kohyoJoined = true;
    for (const name of ["wheel", "touchstart", "pointerdown", "keydown", "focusin"]) {
      win.addEventListener(name, () => (leader = frame), { passive: true });
    }
    win.addEventListener("scroll", () => {
      if (leader && leader !== frame) return;
      leader = frame;
      const at = where(doc);
      for (const other of frames()) if (other !== frame && ready(other)) follow(other.contentDocument, at);
    });
  }

  // --- paper: as long as what stands on it. Its pages allow no script, so
  // the view says when they have changed, and they are loaded again.

  function stretch(frame) {
    const at = scrollY;
    const sheet = frame.parentElement;
    sheet.style.zoom = 1;
    sheet.style.zoom = Math.min(1, (sheet.parentElement.clientWidth - 32) / sheet.offsetWidth);
    frame.style.height = "0";
    frame.style.height = Math.max(frame.contentDocument.documentElement.scrollHeight, 400) + "px";
    scrollTo({ top: at, behavior: "instant" });
    frame.contentDocument.fonts?.ready.then(() => {
      const high = frame.contentDocument?.documentElement.scrollHeight ?? 0;
      if (high > frame.clientHeight) frame.style.height = high + "px";
    });
  }

  const shown = new WeakMap();

  function refresh() {
    for (const frame of frames()) {
      const { hash } = frame.dataset;
      if (hash && shown.get(frame) !== hash && shown.has(frame)) frame.contentWindow.location.reload();
      shown.set(frame, hash);
    }
  }

  function join(frame) {
    const act = () => {
      if (document.body.classList.contains("view-both")) together(frame);
      if (document.body.classList.contains("view-paper")) stretch(frame);
    };
    frame.addEventListener("load", act);
    if (ready(frame)) act();
  }

  frames().forEach(join);
  refresh();
  document.addEventListener("kohyo-page", refresh);
})();
