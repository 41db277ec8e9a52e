// Shows the original at the cited page with the quoted words marked. The page that loads this says everything needed
// in the data of #viewer; without JavaScript it leads to the text view.

const root = document.getElementById("viewer");
const data = root.dataset;
// {parts: [{page, text, before, after, at, start, end}], labels: {"4": "iv"}, scans: [numbers], page}
const told = JSON.parse(data.told);
const { locate } = await import(data.place);
const by = (name) => root.querySelector(`[data-part=${name}]`);
const sheet = by("sheet"), scroller = by("scroller"), status = by("status"), field = by("number");
const LARGEST_CANVAS = 16e6; // pixels; more makes a phone give up
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];

const state = { page: told.page, zoom: 0, source: null, drawing: 0, marked: new Map() };

/* What a page is drawn from: a PDF, or one picture. */

async function openPdf() {
  const pdfjs = await import(data.pdfjs);
  pdfjs.GlobalWorkerOptions.workerSrc = data.worker;
  const loading = pdfjs.getDocument({
    url: data.file,
    standardFontDataUrl: data.fonts,
    wasmUrl: data.wasm,
    isEvalSupported: false,
    enableXfa: false,
    verbosity: 0,
  });
  const pdf = await loading.promise;
  return { pages: pdf.numPages, page: (number) => pdfPage(pdfjs, pdf, number) };
}

async function pdfPage(pdfjs, pdf, number) {
  const page = await pdf.getPage(number);
  const size = page.getViewport({ scale: 1 });
  return {
    width: size.width,
    height: size.height,
    async draw(canvas, scale) {
      const viewport = page.getViewport({ scale });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      // Annotations are drawn and not made: no link, no form and no script of a document can be used.
      await page.render({ canvas, viewport, annotationMode: pdfjs.AnnotationMode.ENABLE }).promise;
    },
    async text(layer) {
      const content = await page.getTextContent();
      const made = new pdfjs.TextLayer({ textContentSource: content, container: layer, viewport: size });
      await made.render();
      const pieces = made.textContentItemsStr, spans = made.textDivs;
      const items = content.items.filter((item) => item.str !== undefined);
      return { pieces, spans, boxes: items.map((item) => boxOf(pdfjs, item, size)) };
    },
  };
}

/** The [left, top, right, bottom] of a piece of text on its page, in points from the top left. */
function boxOf(pdfjs, item, viewport) {
  const [, , c, d, x, y] = pdfjs.Util.transform(viewport.transform, item.transform);
  const height = Math.hypot(c, d);
  return [x, y - height, x + item.width, y];
}

async function openPicture() {
  const image = new Image();
  image.src = data.file;
  await image.decode();
  const page = {
    width: image.naturalWidth,
    height: image.naturalHeight,
    async draw(canvas, scale) {
      canvas.width = Math.floor(image.naturalWidth * scale);
      canvas.height = Math.floor(image.naturalHeight * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    },
    text: async () => ({ pieces: [], spans: [], boxes: [] }),
  };
  return { pages: 1, page: async () => page };
}

/* Drawing one page. */

async function show(number, { seek = false } = {}) {
  const mine = (state.drawing += 1);
  state.page = Math.min(Math.max(number, 1), state.source.pages);
  say("Loading the page …");
  const page = await state.source.page(state.page);
  if (mine !== state.drawing) return;
  const width = sheetWidth(page);
  const frame = made("div", "page-frame");
  frame.style.width = `${width}px`;
  frame.style.aspectRatio = `${page.width} / ${page.height}`;
  frame.style.setProperty("--total-scale-factor", width / page.width);
  const canvas = made("canvas", "page-picture");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${pageName(state.page)} as printed`);
  const marks = made("div", "page-marks"), layer = made("div", "text-layer");
  frame.append(canvas, marks, layer);
  const sharp = (width / page.width) * (window.devicePixelRatio || 1);
  const most = Math.sqrt(LARGEST_CANVAS / (page.width * page.height));
  await page.draw(canvas, Math.min(sharp, most));
  const layout = await page.text(layer);
  if (mine !== state.drawing) return;
  sheet.replaceChildren(frame);
  // A scan may carry letters that make no sense; what was recognised counts there.
  const scan = told.scans.includes(state.page) || !layout.pieces.some((piece) => piece.trim());
  const boxes = scan ? await scanned(state.page) : [];
  if (mine !== state.drawing) return;
  if (boxes.length) layer.replaceChildren();
  const outcome = boxes.length ? markScan(boxes, marks, layer, frame) : markText(layout, marks, frame);
  finish(outcome, marks, seek);
}

function sheetWidth(page) {
  const room = scroller.clientWidth - 2;
  const fitting = Math.min(room, 1.6 * page.width, 920);
  return state.zoom ? page.width * state.zoom * 1.333 : fitting;
}

/** Mark the quoted words of this page; gives what became of them. */
function markText(layout, marks, frame) {
  const parts = told.parts.filter((part) => part.page === state.page);
  let lost = 0;
  for (const part of parts) {
    const found = locate(layout.pieces, layout.boxes, part);
    if (!found) lost += slight(part) ? 0 : 1;
    else for (const range of found.ranges) drawRange(range, layout.spans, marks, frame);
  }
  return outcomeOf(parts, lost);
}

/** A word or two carried over to the next page may be lost without harm; the rest of the quote is shown. */
function slight(part) {
  return told.parts.length > 1 && part.text.replace(/[^\p{L}\p{N}]/gu, "").length < 8;
}

function drawRange({ piece, from, to }, spans, marks, frame) {
  const node = spans[piece]?.firstChild;
  if (!node) return;
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, Math.min(to, node.length));
  const home = frame.getBoundingClientRect();
  for (const box of range.getClientRects()) {
    if (box.width < 0.5) continue;
    drawMark(marks, (box.left - home.left) / home.width, (box.top - home.top) / home.height,
      (box.right - home.left) / home.width, (box.bottom - home.top) / home.height);
  }
}

function drawMark(marks, left, top, right, bottom) {
  const mark = made("div", "page-mark-box");
  Object.assign(mark.style, {
    left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * (right - left)}%`, height: `${100 * (bottom - top)}%`,
  });
  marks.append(mark);
}

/* Scans: the words were recognised, and their places kept. */

async function scanned(number) {
  if (!data.words) return [];
  const reply = await fetch(`${data.words}?page=${number}`);
  return reply.ok ? (await reply.json()).words : [];
}

function markScan(words, marks, layer, frame) {
  for (const word of words) layer.append(wordOf(word, frame));
  const parts = told.parts.filter((part) => part.page === state.page);
  let lost = 0;
  for (const part of parts) {
    const within = words.filter((word) => word.start < part.end && word.end > part.start);
    if (!within.length) lost += slight(part) ? 0 : 1;
    for (const line of lines(within)) drawMark(marks, line.left, line.top, line.right, line.bottom);
  }
  return outcomeOf(parts, lost);
}

/** A recognised word as text that can be selected, above its picture. */
function wordOf(word, frame) {
  const made_ = made("span", "scan-word");
  made_.textContent = `${word.text} `;
  Object.assign(made_.style, {
    left: `${100 * word.left}%`, top: `${100 * word.top}%`,
    fontSize: `calc(${(word.bottom - word.top) * frame.clientHeight}px * .8)`,
  });
  return made_;
}

/** Boxes of words that follow one another on a line, drawn together. */
function lines(words) {
  const out = [];
  for (const word of words) {
    const last = out[out.length - 1], height = word.bottom - word.top;
    const joins = last && Math.min(last.bottom, word.bottom) - Math.max(last.top, word.top) > height / 3
      && word.left >= last.left && word.left - last.right < 2 * height;
    if (!joins) out.push({ ...word });
    else {
      Object.assign(last, {
        right: Math.max(last.right, word.right),
        top: Math.min(last.top, word.top),
        bottom: Math.max(last.bottom, word.bottom),
      });
    }
  }
  return out;
}

/* Saying what is shown. */

function outcomeOf(parts, lost) {
  if (!parts.length) return "none";
  return lost ? "lost" : "marked";
}

function finish(outcome, marks, seek) {
  const whole = outcome === "lost" ? [] : [...marks.children];
  if (outcome === "lost") marks.replaceChildren(); // a part of a quote would mislead
  state.marked.set(state.page, outcome);
  root.dataset.shown = `${state.page} ${outcome}`;
  by("lost").hidden = outcome !== "lost";
  field.value = state.page;
  by("of").textContent = `of ${state.source.pages}`;
  by("label").textContent = printed(state.page);
  by("back").disabled = state.page <= 1;
  by("forth").disabled = state.page >= state.source.pages;
  const further = told.parts.find((part) => part.page > state.page && told.parts.some((p) => p.page === state.page));
  by("further").hidden = !further;
  if (further) by("further").textContent = `The words go on: ${pageName(further.page)} →`;
  const words = { marked: "the cited words are marked.", lost: "the cited words could not be marked.", none: "nothing is cited from it." };
  say(`${pageName(state.page)}: ${words[outcome]}`);
  if (seek && whole.length) reveal(whole[0]);
}

function reveal(mark) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  mark.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
}

function printed(number) {
  const label = told.labels[number];
  return label && label !== String(number) ? `printed ${label}` : "";
}

function pageName(number) {
  return `Page ${number}${printed(number) ? `, ${printed(number)}` : ""}`;
}

function say(words) {
  status.textContent = words;
}

function made(name, style) {
  const element = document.createElement(name);
  element.className = style;
  return element;
}

/* What a person does. */

function step(by_) {
  const now = state.zoom || sheet.firstElementChild.clientWidth / (1.333 * basic());
  const next = by_ > 0 ? ZOOMS.find((zoom) => zoom > now * 1.02) : ZOOMS.findLast((zoom) => zoom < now * 0.98);
  if (next) {
    state.zoom = next;
    show(state.page, { seek: true });
  }
}

/** The width of the page now shown, in its own units. */
function basic() {
  const factor = parseFloat(sheet.firstElementChild.style.getPropertyValue("--total-scale-factor"));
  return sheet.firstElementChild.clientWidth / factor;
}

function listen() {
  by("back").addEventListener("click", () => show(state.page - 1));
  by("forth").addEventListener("click", () => show(state.page + 1));
  by("further").addEventListener("click", () => {
    const next = told.parts.find((part) => part.page > state.page);
    if (next) show(next.page, { seek: true });
  });
  by("closer").addEventListener("click", () => step(1));
  by("wider").addEventListener("click", () => step(-1));
  by("fit").addEventListener("click", () => {
    state.zoom = 0;
    show(state.page, { seek: true });
  });
  by("go").addEventListener("submit", (event) => {
    event.preventDefault();
    show(Number(field.value) || state.page);
  });
  scroller.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "PageDown" && atEnd()) show(state.page + 1);
    if (event.key === "ArrowRight" && !scrollsSideways()) show(state.page + 1);
    if (event.key === "ArrowLeft" && !scrollsSideways()) show(state.page - 1);
  });
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => state.zoom || show(state.page), 200);
  });
}

function atEnd() {
  return scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
}

function scrollsSideways() {
  return scroller.scrollWidth > scroller.clientWidth + 2;
}

try {
  state.source = await (data.kind === "picture" ? openPicture() : openPdf());
  by("tools").hidden = false;
  listen();
  await show(state.page, { seek: true });
} catch (error) {
  root.dataset.shown = "failed";
  by("failed").hidden = false;
  say("The file could not be shown.");
  console.info("viewer:", error?.name ?? "error");
}
