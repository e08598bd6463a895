// Searches the notices in the reader's browser. What is typed stays there: it
// stands behind a # in the address, which browsers do not send, and is looked
// up in files that are fetched by number. Texts are folded and cut exactly as
// internal/search does it.
"use strict";

const partsAtOnce = 3;   // of the index, the newest first; older ones when the reader asks
const pageOf = 10;       // results shown at once
const mostTerms = 8;     // looked up for a query; the texts themselves decide about the rest
const mostTexts = 30;    // read for one page of results
const mostKept = 400;    // files kept in memory
const heaviest = 3;      // a term stands in a title, in a lead, in a body

const wordCharacter = /[\p{L}\p{N}\p{M}]/u, numeral = /\p{N}/u, mark = /[\p{M}\uFF9E\uFF9F]/u;
const variants = new Map();
const variantPairs = [..."髙高﨑崎德徳濵浜濱浜邊辺邉辺齋斎齊斉廣広國国學学會会櫻桜澤沢眞真龍竜藏蔵壽寿實実榮栄圓円萬万寶宝惠恵縣県應応鐵鉄發発瀨瀬嶋島嶌島舘館冨富峯峰桒桑槇槙彌弥禮礼釋釈曾曽"];
for (let i = 0; i < variantPairs.length; i += 2) variants.set(variantPairs[i].codePointAt(0), variantPairs[i + 1]);

const isHan = c => c >= 0x4E00 && c <= 0x9FFF || c >= 0x3400 && c <= 0x4DBF || c >= 0xF900 && c <= 0xFAFF || c >= 0x20000 && c <= 0x323AF;
const isWide = c => c >= 0x3005 && c <= 0x3007 || c >= 0x3041 && c <= 0x3096 || c >= 0x30F7 && c <= 0x30FF ||
  isHan(c) || c >= 0xAC00 && c <= 0xD7A3 || c >= 0x0E00 && c <= 0x0E7F;
const isKatakana = c => c >= 0x30A1 && c <= 0x30FA || c === 0x30FC;

// isPlain tells characters that are normal already: nearly all are.
const isPlain = c => c < 0x80 || c >= 0x3041 && c <= 0x3094 || c >= 0x30A1 && c <= 0x30FC || c >= 0x4E00 && c <= 0x9FFF || c === 0x3001 || c === 0x3002;

// foldText writes a text as it is searched for, and tells of each character
// where it stands in the text: from which to which position.
function foldText(text) {
  let out = "", katakana = 0, comma = false, number = false;
  const from = [], to = [];
  const put = (s, start, end) => {
    out += s;
    number = false;
    for (let n = s.length; n > 0; n--) from.push(start), to.push(end);
  };
  const space = (start, end) => { if (out && !out.endsWith(" ")) put(" ", start, end); };
  const endKatakana = () => {
    if (katakana > 2 && out.endsWith("ー")) out = out.slice(0, -1), from.pop(), to.pop();
    katakana = 0;
  };
  const add = (c, start, end) => {
    const digit = c < 0x80 ? c >= 0x30 && c <= 0x39 : !isPlain(c) && numeral.test(String.fromCodePoint(c));
    if (comma) {
      comma = false;
      if (!digit) space(start, end);
    }
    if (isKatakana(c)) {
      katakana++;
      return put(String.fromCharCode(c <= 0x30F6 ? c - 0x60 : c), start, end);
    }
    if (katakana) endKatakana();
    if (c === 0x27 || c === 0x2019) return; // company's
    if (c === 0x2C && number) comma = true;
    else if (!isWord(c)) space(start, end);
    else put(foldCharacter(c), start, end), number = digit;
  };
  for (let start = 0; start < text.length;) {
    const c = text.codePointAt(start);
    let end = start + (c > 0xFFFF ? 2 : 1);
    for (let next; end < text.length && (next = text.codePointAt(end)) >= 0x300 && !isPlain(next) && mark.test(String.fromCodePoint(next));) end += next > 0xFFFF ? 2 : 1;
    if (isPlain(c) && end === start + 1) add(c, start, end);
    else for (const character of text.slice(start, end).normalize("NFKC")) add(character.codePointAt(0), start, end);
    start = end;
  }
  endKatakana();
  return { text: out.trimEnd(), from, to };
}

function isWord(c) {
  if (c < 0x80) return c >= 0x61 && c <= 0x7A || c >= 0x41 && c <= 0x5A || c >= 0x30 && c <= 0x39;
  return isHan(c) && c <= 0x9FFF || c >= 0x3041 && c <= 0x3094 || wordCharacter.test(String.fromCodePoint(c));
}

function foldCharacter(c) {
  if (c >= 0x4E00) return variants.get(c) ?? String.fromCodePoint(c);
  let character = String.fromCodePoint(c);
  if (c >= 0x80 && c <= 0x24F || c >= 0x1E00 && c <= 0x1EFF) character = String.fromCodePoint(character.normalize("NFD").codePointAt(0));
  return c >= 0x3041 && c <= 0x3094 ? character : character.toLowerCase();
}

// runs cuts a folded text where the kind of script changes.
function runs(folded) {
  const all = [];
  let last = "";
  for (const character of folded) {
    const kind = character === " " ? "" : isWide(character.codePointAt(0)) ? "wide" : "word";
    if (kind && kind === last) all.at(-1).characters.push(character);
    else if (kind) all.push({ wide: kind === "wide", characters: [character] });
    last = kind;
  }
  return all;
}

function stem(characters) {
  const n = characters.length, word = characters.join("");
  const plural = new TextEncoder().encode(word).length >= 4 && /[^sui]s$/.test(word);
  return characters.slice(0, Math.min(plural ? n - 1 : n, 40)).join("");
}

// readQuery tells what a query asks for: parts that a notice must all hold.
// Each is a word, or a piece of text with the terms that it is found by.
function readQuery(query) {
  const parts = [];
  for (const [, quoted, plain] of query.matchAll(/["“”]([^"“”]+)["“”]|([^\s"“”]+)/g)) {
    const text = foldText(quoted ?? plain).text;
    if (!text) continue;
    const found = runs(text), terms = [];
    for (const { wide, characters } of found) {
      const n = characters.length;
      if (!wide) {
        const word = stem(characters);
        if ([...word].length > 1) terms.push({ text: word, prefix: [...word].length >= 4 });
      } else if (n === 1) {
        if (isHan(characters[0].codePointAt(0))) terms.push({ text: characters[0] });
      } else {
        for (let i = 0; i < n - 1; i += 2) terms.push({ text: characters[i] + characters[i + 1] });
        if (n % 2) terms.push({ text: characters[n - 2] + characters[n - 1] });
      }
    }
    const word = found.length === 1 && !found[0].wide;
    const sure = found.length === 1 && terms.length === 1; // the index alone is certain
    parts.push({ text: word && terms.length ? terms[0].text : text, terms, sure, whole: word && !terms[0]?.prefix });
  }
  const each = Math.floor(mostTerms / parts.length);
  parts.forEach((part, n) => {
    const step = Math.ceil(part.terms.length / Math.max(each, 1));
    part.asked = part.terms.filter((_, i) => n < mostTerms && i % step === 0);
    part.sure &&= part.asked.length > 0;
  });
  return parts;
}

// occurrences gives where a part stands in a folded text.
function* occurrences(text, part) {
  const edge = i => i < 0 || i >= text.length || text[i] === " " || isWide(text.codePointAt(i));
  const word = !isWide(part.text.codePointAt(0));
  for (let at = text.indexOf(part.text); at >= 0; at = text.indexOf(part.text, at + 1)) {
    const end = at + part.text.length;
    if ((!word || edge(at - 1)) && (!part.whole || edge(end))) yield [at, end];
  }
}

// The index.

function shardOf(term, shards) {
  let h = 2166136261;
  for (const character of [...term].slice(0, 4)) h = Math.imul(h ^ character.codePointAt(0), 16777619) >>> 0;
  return ((h ^ h >>> 15) >>> 0) % shards;
}

// readShard gives the weight of a term in each notice of a part: 0 where it is
// not found. A word that is meant weighs more than one that only begins so.
function readShard(bytes, term) {
  let at = 0;
  const number = () => {
    let value = 0, shift = 1, byte;
    do byte = bytes[at++], value += (byte & 127) * shift, shift *= 128; while (byte & 128);
    return value;
  };
  if (bytes[at++] !== 1) throw new Error("another form of index");
  const count = number(), weights = new Uint8Array(count);
  const asked = new TextEncoder().encode(term.text);
  while (at < bytes.length) {
    const length = number(), word = at;
    at += length;
    const end = number() + at;
    const exact = length === asked.length;
    if ((exact || term.prefix && length > asked.length) && asked.every((b, i) => bytes[word + i] === b)) {
      for (let weight = heaviest; weight > 0; weight--) {
        const head = number(), value = weight * 2 + exact;
        const note = doc => { if (weights[doc] < value) weights[doc] = value; };
        if (head & 1) {
          for (let doc = 0; doc < count; doc++) if (bytes[at + (doc >> 3)] >> (doc & 7) & 1) note(doc);
          at += count + 7 >> 3;
        } else {
          for (let n = head >> 1, doc = 0; n > 0; n--, doc++) note(doc += number());
        }
      }
    }
    at = end;
  }
  return weights;
}

const kept = new Map();

// load fetches a file once. Files have their own names for every cut of the
// index, so that an old page fails rather than errs.
function load(url, binary, signal) {
  if (!kept.has(url)) {
    if (kept.size >= mostKept) kept.clear();
    const file = fetch(url, { signal }).then(answer => {
      if (!answer.ok) throw new Error(answer.status + " " + url);
      return binary ? answer.arrayBuffer().then(data => new Uint8Array(data)) : answer.json();
    });
    file.catch(() => kept.delete(url));
    kept.set(url, file);
  }
  return kept.get(url);
}

// A search goes from the newest part of the index to the oldest.
class Search {
  constructor(index, parts, signal) {
    Object.assign(this, { index, parts, signal, next: index.parts.length - 1, found: [], refused: 0, shown: 0 });
  }

  get older() { return this.next >= 0; }
  get left() { return this.found.length > 0; }
  get count() { return this.total - this.refused; }
  get sure() { return this.parts.every(part => part.sure) || !this.left; }

  // look looks up the query in some parts of the index.
  async look() {
    const looked = [];
    for (; this.next >= 0 && looked.length < partsAtOnce; this.next--) looked.push(this.next);
    const found = (await Promise.all(looked.map(n => this.lookIn(n)))).flat();
    found.sort((a, b) => b.score - a.score || b.part - a.part || b.doc - a.doc);
    this.found.push(...found);
    this.total = (this.total ?? 0) + found.length;
  }

  async lookIn(n) {
    const { shards, docs, folder } = this.index.parts[n];
    const weights = await Promise.all(this.parts.map(part => Promise.all(part.asked.map(async term =>
      readShard(await load(folder + shardOf(term.text, shards) + ".bin", true, this.signal), term)))));
    const found = [];
    for (let doc = 0; doc < docs; doc++) {
      let score = 0;
      for (const part of weights) {
        let least = part.length ? 255 : 1;
        for (const term of part) least = Math.min(least, term[doc]);
        if (!least) { score = 0; break; }
        score += least * least;
      }
      if (score) found.push({ score, part: n, doc });
    }
    return found;
  }

  // page gives the next results. Each is held to its text: that a notice has
  // all pairs of characters does not yet mean that it has the word.
  async page() {
    const page = [];
    for (let read = 0; this.left && page.length < pageOf && read < mostTexts; read += pageOf) {
      const next = this.found.splice(0, Math.min(pageOf, this.sure ? pageOf - page.length : pageOf));
      const texts = await Promise.all(next.map(hit => this.text(hit)));
      for (const text of texts) {
        const hit = readResult(text, this.parts);
        if (!hit) this.refused++;
        else page.push(hit);
      }
    }
    this.shown += page.length;
    return page;
  }

  async text({ part, doc }) {
    const per = this.index.per;
    const texts = await load(this.index.parts[part].folder + Math.floor(doc / per) + ".json", false, this.signal);
    return texts[doc % per] ?? [];
  }
}

// readResult gives a result with its folded texts, or nothing where it does
// not hold what was asked for.
function readResult(text, parts) {
  const [href, iso, date, updated, stage, stageText, kind, lang, title, lead, body] = text;
  if (!href) return null;
  const folded = [title, lead + "\n" + body, kind].map(foldText);
  if (!parts.every(part => folded.some(({ text }) => !occurrences(text, part).next().done))) return null;
  return { href, iso, date, updated, stage, stageText, kind, lang, title, prose: lead + "\n" + body, folded };
}

// The page.

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
  element.append(...children.filter(child => child));
  return element;
}

// marked gives a stretch of a text with what was asked for marked.
function marked(text, folded, parts, start, end) {
  const ranges = [];
  for (const part of parts) for (const [from, to] of occurrences(folded.text, part)) ranges.push([folded.from[from], folded.to[to - 1]]);
  ranges.sort((a, b) => a[0] - b[0]);
  const pieces = [];
  let at = start;
  for (const [from, to] of ranges) {
    if (to <= at || from >= end) continue;
    const long = text[to] === "ー" || text[to] === "ｰ" ? 1 : 0; // the end of a word that folding drops
    const begin = Math.max(from, at), stop = Math.min(to + long, end);
    pieces.push(text.slice(at, begin), make("mark", {}, text.slice(begin, stop)));
    at = stop;
  }
  pieces.push(text.slice(at, end));
  return pieces.map(piece => typeof piece === "string" ? piece.replace(/\s+/g, " ") : piece);
}

// excerpt is a stretch of the prose around the first thing asked for.
function excerpt({ prose, folded }, parts) {
  const wide = [...folded[1].text.slice(0, 80)].filter(c => isWide(c.codePointAt(0))).length > 20;
  const room = wide ? 110 : 220;
  let at = Infinity;
  for (const part of parts) for (const [from] of occurrences(folded[1].text, part)) { at = Math.min(at, folded[1].from[from]); break; }
  if (at === Infinity) at = 0;
  let start = Math.max(prose.lastIndexOf("\n", at - 1) + 1, at - Math.floor(room / 3));
  const whole = i => i <= 0 || prose[i - 1] === "\n" || prose[i - 1] === "。";
  if (!whole(start)) { // best from the beginning of a sentence, else of a word
    const before = prose.slice(start, at), stops = wide ? ["。", "、", " "] : [". ", " "];
    for (const stop of stops) {
      const found = before.indexOf(stop);
      if (found >= 0) { start += found + stop.length; break; }
    }
  }
  let end = Math.min(prose.length, start + room);
  const breaks = i => i >= prose.length || !/[\p{Script=Latin}\p{N},.]/u.test(prose[i]) || !/[\p{Script=Latin}\p{N},.]/u.test(prose[i - 1]);
  for (let n = 0; n < 30 && !breaks(end); n++) end--;
  const second = i => /[\uDC00-\uDFFF]/.test(prose[i] ?? ""); // half of a character
  if (second(start)) start--;
  if (second(end)) end--;
  return [whole(start) ? "" : "… ", ...marked(prose, folded[1], parts, start, end), end < prose.trimEnd().length ? " …" : ""];
}

function showResult(hit, parts) {
  return make("li", {},
    make("h3", { lang: hit.lang }, make("a", { href: hit.href }, ...marked(hit.title, hit.folded[0], parts, 0, hit.title.length))),
    make("p", { class: "about" }, make("time", { datetime: hit.iso }, hit.date), " ",
      make("span", { class: "chip chip-" + hit.stage }, hit.stageText), " ", hit.updated && make("span", {}, hit.updated), " ", make("span", {}, hit.kind)),
    make("p", { class: "excerpt", lang: hit.lang }, ...excerpt(hit, parts)));
}

function begin() {
  const form = document.getElementById("search");
  if (!form) return;
  const say = form.dataset, input = form.elements.q;
  const status = document.getElementById("status"), list = document.getElementById("results"), more = document.getElementById("more");
  if (location.protocol === "file:") {
    status.textContent = say.file;
    for (const control of form.elements) control.disabled = true;
    return;
  }
  const readIndex = () => ({ // anew for each search: a preview changes the page
    per: Number(say.per),
    parts: say.parts.split(" ").filter(Boolean).map((part, n) => {
      const [docs, shards] = part.split("-").map(Number);
      return { docs, shards, folder: say.folder + (n + 1) + "-" + shards + "/" };
    }),
  });
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const fill = (text, n) => text.replace("{0}", numbers.format(n));
  let asking = new AbortController(), search = null, timer = 0;

  const inAddress = () => {
    try { return decodeURIComponent(location.hash.replace(/^#q=/, "").replace(/\+/g, " ")); } catch { return ""; }
  };
  const address = query => query ? "#q=" + encodeURIComponent(query) : location.pathname;

  const show = async (of, first) => {
    const hits = await of.page();
    if (search !== of) return;
    const items = hits.map(hit => showResult(hit, of.parts));
    if (first) list.replaceChildren();
    list.append(...items);
    more.hidden = !of.left && !of.older;
    more.textContent = of.left ? say.more : say.older;
    status.textContent = of.count === 0 && !of.left ? say.none : fill(of.sure ? say.found : say.upto, of.count);
    if (!first) items[0]?.querySelector("a").focus();
  };
  const ask = async of => {
    try {
      await of();
    } catch (error) {
      if (error.name === "AbortError") return;
      status.textContent = say.failed;
      more.hidden = true;
    }
  };
  const run = () => {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    const parts = readQuery(input.value);
    const of = search = new Search(readIndex(), parts, asking.signal);
    if (!parts.some(part => part.terms.length)) {
      list.replaceChildren();
      more.hidden = true;
      status.textContent = parts.length ? say.short : "";
      return;
    }
    const waiting = setTimeout(() => { if (search === of && !of.shown) status.textContent = say.wait; }, 400);
    ask(async () => {
      await of.look();
      await show(of, true);
    }).finally(() => clearTimeout(waiting));
  };

  form.addEventListener("submit", event => {
    event.preventDefault();
    if (inAddress() !== input.value.trim()) history.pushState(null, "", address(input.value.trim()));
    run();
  });
  input.addEventListener("input", event => {
    if (event.isComposing) return; // what is being converted is not yet a word
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", address(input.value.trim()));
      run();
    }, 100);
  });
  input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input")));
  more.addEventListener("click", () => {
    const of = search;
    ask(async () => {
      if (!of.left) await of.look();
      await show(of, false);
    });
  });
  const follow = () => {
    if (input.value.trim() === inAddress()) return;
    input.value = inAddress();
    run();
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  input.value = inAddress();
  if (input.value) run();
}

if (typeof document !== "undefined") begin();
