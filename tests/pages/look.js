// Says what is wrong with the layout of the page as it stands: a list of
// sentences, empty when all is well.
new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => {
  const found = [];
  const root = document.documentElement;
  const name = e => {
    const classes = (e.getAttribute("class") || "").trim();
    const words = (e.textContent || "").trim().replace(/\s+/g, " ").slice(0, 30);
    return `<${e.localName}${e.id ? "#" + e.id : ""}${classes ? "." + classes.replace(/\s+/g, ".") : ""}> 「${words}」`;
  };
  const visible = (e, r) => r.width > 1 && r.height > 1 && r.right > 0 && r.bottom > 0 &&
    e.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  // Sideways scrolling: the page as a whole must never need it.
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")]
      .filter(e => e.getBoundingClientRect().right > root.clientWidth + 0.5)
      .filter(e => ![...e.children].some(c => c.getBoundingClientRect().right > root.clientWidth + 0.5));
    found.push(`scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}; ${wide.slice(0, 3).map(name).join(", ")}`);
  }

  // Touch targets: links and buttons that stand by themselves. One within a
  // sentence is as high as its line.
  const alone = e => {
    let block = e;
    while (block.parentElement && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    return block.textContent.trim().length <= e.textContent.trim().length * 1.2;
  };
  const size = 44, slack = 0.5;
  for (const e of document.querySelectorAll("body > header a, nav a, body > footer a, summary, button, a[href^='tel:'], a[href^='mailto:']")) {
    const r = e.getBoundingClientRect();
    if (!visible(e, r) || !alone(e) || r.height >= size - slack) continue;
    // What counts is where a finger hits, which padding around a line can extend.
    e.scrollIntoView({ block: "center" });
    const now = e.getBoundingClientRect();
    const hits = [-1, 1].every(side => {
      const at = document.elementFromPoint(now.x + now.width / 2, now.y + now.height / 2 + side * (size / 2 - 1));
      return at && e.contains(at);
    });
    if (!hits) found.push(`a touch target of ${Math.round(r.width)} × ${Math.round(r.height)}: ${name(e)}`);
  }
  scrollTo(0, 0);

  // Words in drawings: inside the drawing, and not over one another.
  for (const svg of document.querySelectorAll("svg")) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => visible(e, r));
    texts.forEach(([e, r], i) => {
      if (r.left < frame.left - 1 || r.right > frame.right + 1) found.push(`leaves its drawing: ${name(e)}`);
      for (const [other, o] of texts.slice(i + 1)) {
        const x = Math.min(r.right, o.right) - Math.max(r.left, o.left);
        const y = Math.min(r.bottom, o.bottom) - Math.max(r.top, o.top);
        if (x > 1 && y > 3) found.push(`in a drawing, ${name(e)} lies over ${name(other)}`);
      }
    });
  }
  return found;
})
