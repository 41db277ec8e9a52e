// Finds the words of a quote among the pieces of text that a PDF page is made of. No page, no network: plain data in,
// plain data out, so that it can be tried by itself.
//
// A stored text and a page's text layer differ in white space, hyphenation, ligatures, list signs, bars of tables and
// the order of columns. Both are therefore *folded* to letters and digits, each of which remembers where it stood:
//
//     "Cost-\nshar|ing: 70 %"  ->  "costsharing70"
//
// and the quote is looked for as one run, then as runs in order with gaps between them, then row by row.
// What is not found nearly whole is not found: a wrong place would be a false citation.

const LETTER = /[\p{L}\p{N}]/u;
const DIGIT = /\p{N}/u;
const CONTEXT = 60; // letters before and after a quote that tell one of several equal places from the others
const ENOUGH = 0.92; // part of a quote's letters that must be found
const ENOUGH_HINDI = 0.8; // files with Devanagari often do not say which letters a joined sign stands for
const OPEN = 4; // what it costs to begin another run: a stray word of four letters is not worth it
const FAR = 0.01; // what it costs to pass over one letter of the page
const ROW = 3; // points by which cells of one row may be apart in height
const LEAST = 6; // letters of a run that holds a figure: a figure alone may be any other
const LARGEST = 40e6; // letters of quote times letters of page that are compared

export const SINGLE = 0, IN_ORDER = 1, BY_CELL = 2;

/** Letters and digits of a text, each with where it begins and ends there (in UTF-16 units). */
export function fold(text) {
  const letters = [], from = [], to = [];
  let at = 0;
  for (const sign of text) {
    const end = at + sign.length;
    for (const plain of sign.normalize("NFKD").toLowerCase()) {
      if (LETTER.test(plain)) {
        letters.push(plain);
        from.push(at);
        to.push(end);
      }
    }
    at = end;
  }
  return { text, letters, from, to };
}

/** Where each letter's place in a joined text lies among the pieces that it was joined from. */
export function joined(pieces) {
  const starts = [];
  let text = "";
  for (const piece of pieces) {
    starts.push(text.length);
    text += piece + "\n";
  }
  return { text, starts };
}

/**
 * Find a quote on a page.
 *
 * `pieces` are the strings of the text layer, `boxes` their [left, top, right, bottom] or null, `part` is
 * {text, before, after, at}: the quote, the text around it, and how far down the page it begins (0 to 1).
 * Gives {ranges: [{piece, from, to}], how, found} with `found` the part of the quote's letters, or null.
 */
export function locate(pieces, boxes, part) {
  const wanted = fold(part.text);
  if (!wanted.letters.length) return null;
  const orders = readings(boxes, pieces.length).map((order) => {
    const layer = joined(order.map((number) => pieces[number]));
    return { order, layer, page: fold(layer.text) };
  });
  // In a row read in another order a figure must stand on that row: only their places on the page can tell.
  const rows = boxes && part.text.includes("|");
  for (const look of rows ? [single] : [single, inOrder]) {
    for (const { order, layer, page } of orders) {
      const spans = look(wanted, page, part);
      if (spans) return placed(spans, layer, order, part);
    }
  }
  const { order, layer, page } = orders[0];
  const spans = byCell(part, page, layer, boxes);
  return spans && placed(spans, layer, order, part);
}

/** The orders in which a page may be read: as it is written, by lines, by columns. */
function readings(boxes, count) {
  const written = Array.from({ length: count }, (_, number) => number);
  if (!boxes) return [written];
  const line = (number) => Math.round((boxes[number][1] + boxes[number][3]) / 8);
  const byLine = [...written].sort((a, b) => line(a) - line(b) || boxes[a][0] - boxes[b][0]);
  const lefts = [...new Set(boxes.map((box) => Math.round(box[0] / 12)))].sort((a, b) => a - b);
  const column = (number) => lefts.indexOf(Math.round(boxes[number][0] / 12));
  const byColumn = [...written].sort((a, b) => column(a) - column(b) || boxes[a][1] - boxes[b][1]);
  return [written, byLine, byColumn];
}

/** The quote as one run; of several, the one whose neighbours and height on the page agree best. */
function single(wanted, page, part) {
  const starts = occurrences(wanted.letters, page);
  if (!starts.length) return null;
  const length = wanted.letters.length;
  const score = scorer(part, page, length);
  let best = starts[0], most = -Infinity;
  for (const start of starts) {
    const points = score(start);
    if (points > most) [best, most] = [start, points];
  }
  return { how: SINGLE, found: 1, runs: [[best, best + length]], page };
}

function scorer(part, page, length) {
  const before = fold(part.before).letters.slice(-CONTEXT), after = fold(part.after).letters.slice(0, CONTEXT);
  return (start) => {
    let same = 0;
    while (same < before.length && before[before.length - 1 - same] === page.letters[start - 1 - same]) same += 1;
    let more = 0;
    while (more < after.length && after[more] === page.letters[start + length + more]) more += 1;
    const height = start / (page.letters.length || 1);
    return same + more - 3 * Math.abs(height - part.at);
  };
}

/** Where a run of letters occurs as whole words. "70" is not in "170": that would be another figure. */
function occurrences(letters, page) {
  const starts = [], first = letters[0], length = letters.length;
  for (let start = page.letters.indexOf(first); start >= 0; start = page.letters.indexOf(first, start + 1)) {
    let same = 1;
    while (same < length && letters[same] === page.letters[start + same]) same += 1;
    if (same === length) starts.push(start);
  }
  const whole = starts.filter((start) => !splits(page, start) && !splits(page, start + length));
  return whole.length ? whole : starts.filter((start) => !cutsNumber(page, start) && !cutsNumber(page, start + length));
}

/** Whether a place lies within a word: two letters that touch. */
function splits(page, place) {
  return place > 0 && place < page.letters.length && page.to[place - 1] === page.from[place];
}

function cutsNumber(page, place) {
  if (place <= 0 || place >= page.letters.length) return false;
  if (!DIGIT.test(page.letters[place - 1]) || !DIGIT.test(page.letters[place])) return false;
  return !/\s/.test(page.text.slice(page.to[place - 1], page.from[place]));
}

/** The quote as runs in order, with as few and as short gaps as may be; first with its neighbours, then alone. */
function inOrder(wanted, page, part) {
  const before = fold(part.before).letters.slice(-CONTEXT), after = fold(part.after).letters.slice(0, CONTEXT);
  const around = [...before, ...wanted.letters, ...after];
  for (const [letters, skipped] of [[around, before.length], [wanted.letters, 0]]) {
    const pairs = align(letters, page.letters).filter(
      ([at]) => at >= skipped && at < skipped + wanted.letters.length,
    ).map(([at, place]) => [at - skipped, place]);
    const kept = trusted(pairs, wanted, page);
    if (kept) return kept;
  }
  return null;
}

/** Runs that make up enough of the quote, with every figure of it whole. */
function trusted(pairs, wanted, page) {
  const found = pairs.length / wanted.letters.length;
  if (found < enough(wanted.text)) return null;
  const met = new Map(pairs);
  for (const [start, end] of figures(wanted)) {
    for (let at = start; at < end; at += 1) if (!met.has(at)) return null;
    if (met.get(end - 1) - met.get(start) !== end - 1 - start) return null;
    const first = met.get(start), next = met.get(end - 1) + 1; // "10.00" goes on in the quote as it does on the page
    if (met.get(start - 1) !== first - 1 && cutsNumber(page, first)) return null;
    if (met.get(end) !== next && cutsNumber(page, next)) return null;
  }
  const runs = runsOf(pairs);
  const bare = (run) => run[1] - run[0] < LEAST && page.letters.slice(...run).some((letter) => DIGIT.test(letter));
  return runs.length > 1 && runs.some(bare) ? null : { how: IN_ORDER, found, runs, page };
}

function enough(text) {
  return /[\u0900-\u097f]/.test(text) ? ENOUGH_HINDI : ENOUGH;
}

/** The spans of digits in a folded text. */
function figures(folded) {
  const spans = [];
  let start = -1;
  for (let at = 0; at <= folded.letters.length; at += 1) {
    const digit = at < folded.letters.length && DIGIT.test(folded.letters[at]);
    const apart = digit && start >= 0 && folded.to[at - 1] !== folded.from[at];
    if (start >= 0 && (!digit || apart)) {
      spans.push([start, at]);
      start = -1;
    }
    if (digit && start < 0) start = at;
  }
  return spans;
}

function runsOf(pairs) {
  const runs = [];
  for (const [, place] of pairs) {
    const last = runs[runs.length - 1];
    if (last && last[1] === place) last[1] += 1;
    else runs.push([place, place + 1]);
  }
  return runs;
}

/**
 * Pairs [letter of the quote, letter of the page] of the best alignment, in order. A pair of equal letters gains 1, a
 * letter of the quote left out costs 1, another run costs OPEN, a letter of the page passed over costs FAR; what
 * stands before the first and after the last pair costs nothing. Unequal letters are never paired.
 */
export function align(quote, page) {
  const rows = quote.length, columns = page.length;
  if (!rows || !columns || rows * columns > LARGEST) return [];
  // best[j]: the best so far that ends at or before letter j of the page; paths remember how it came about.
  const paths = new Uint8Array((rows + 1) * (columns + 1)); // bits: 1 pair, 2 begins a run, 4 first of all; 8 from above
  let best = new Float32Array(columns + 1).fill(-Infinity), pair = new Float32Array(columns + 1).fill(-Infinity);
  let top = [-Infinity, 0, 0];
  for (let row = 1; row <= rows; row += 1) {
    const nextBest = new Float32Array(columns + 1).fill(-Infinity);
    const nextPair = new Float32Array(columns + 1).fill(-Infinity);
    const letter = quote[row - 1], line = row * (columns + 1);
    for (let column = 1; column <= columns; column += 1) {
      let path = 0, paired = -Infinity;
      if (letter === page[column - 1]) {
        const onward = pair[column - 1], anew = best[column - 1] - OPEN, first = 1 - row;
        const from = Math.max(onward, anew, first);
        paired = 1 + from;
        path = 1 | (from === onward ? 0 : from === anew ? 2 : 4);
      }
      nextPair[column] = paired;
      const left = nextBest[column - 1] - FAR, above = best[column] - 1;
      if (paired >= left && paired >= above) {
        nextBest[column] = paired;
      } else {
        nextBest[column] = Math.max(left, above);
        path |= above > left ? 8 | 16 : 16;
      }
      paths[line + column] = path;
      if (paired - (rows - row) > top[0]) top = [paired - (rows - row), row, column];
    }
    [best, pair] = [nextBest, nextPair];
  }
  return traced(paths, columns, top);
}

function traced(paths, columns, [score, lastRow, lastColumn]) {
  if (score === -Infinity) return [];
  const pairs = [];
  let row = lastRow, column = lastColumn;
  for (;;) {
    const path = paths[row * (columns + 1) + column];
    pairs.push([row - 1, column - 1]);
    row -= 1;
    column -= 1;
    if (path & 4) break;
    if (!(path & 2)) continue;
    // A new run: walk back through what was passed over to the end of the run before it.
    for (let step = paths[row * (columns + 1) + column]; step & 16; step = paths[row * (columns + 1) + column]) {
      if (step & 8) row -= 1;
      else column -= 1;
    }
  }
  return pairs.reverse();
}

/** Each cell of the quote by itself, all of a row at one height: for rows of tables read in another order. */
function byCell(part, page, layer, boxes) {
  if (!boxes) return null;
  const lines = part.text.split("\n").map((line) => line.split("|").map(fold).filter((cell) => cell.letters.length));
  const height = Math.max(...boxes.map((box) => box[3]));
  let near = part.at * height, letters = 0, total = 0;
  const runs = [];
  for (const cells of lines.filter((some) => some.length)) {
    const row = rowOf(cells, page, layer, boxes, near);
    total += cells.reduce((sum, cell) => sum + cell.letters.length, 0);
    if (!row && cells.some((cell) => figures(cell).length)) return null;
    if (!row) continue;
    near = row.bottom;
    letters += row.letters;
    runs.push(...row.runs);
  }
  if (!letters || letters / total < enough(part.text)) return null;
  return { how: BY_CELL, found: letters / total, runs: merged(runs.sort((a, b) => a[0] - b[0])), page };
}

/** The row that holds these cells, the nearest to a height where there are several; a lost figure loses the row. */
function rowOf(cells, page, layer, boxes, near) {
  const places = cells.map((cell) => spotsOf(cell, page, layer, boxes));
  const anchor = longest(cells, places);
  let chosen = null;
  for (const spot of anchor < 0 ? [] : places[anchor]) {
    const group = gathered(places, cells, anchor, spot);
    if (cells.some((cell, number) => !group.spots[number] && figures(cell).length)) continue;
    const points = group.letters - group.distance - Math.abs(spot.top - near) / 50;
    if (!chosen || points > chosen.points) chosen = { ...group, points, bottom: spot.bottom };
  }
  if (!chosen) return null;
  const runs = chosen.spots.flatMap((spot, number) => (spot ? signed(spot.runs, cells[number].text) : []));
  return { runs, letters: chosen.letters, bottom: chosen.bottom };
}

/** Runs with the signs that stand before the first and after the last letter of their text: "₹", "%)". */
function signed(runs, text) {
  const bare = text.replace(/^[\s|]+|[\s|]+$/g, ""); // bars of tables are ours and not the file's
  const before = /^[^\p{L}\p{N}\s]+/u.exec(bare)?.[0] ?? "";
  const after = /[^\p{L}\p{N}\s]+$/u.exec(bare)?.[0] ?? "";
  return runs.map(([start, end], number) => [
    start, end, number === 0 ? before : "", number === runs.length - 1 ? after : "",
  ]);
}

/** Where a cell occurs, each with its height on the page; a cell cut into lines by others is taken as runs. */
function spotsOf(cell, page, layer, boxes) {
  const starts = occurrences(cell.letters, page);
  const found = starts.map((start) => [[start, start + cell.letters.length]]);
  if (!found.length && cell.letters.length > 6) {
    const kept = trusted(align(cell.letters, page.letters), cell, page);
    if (kept) found.push(kept.runs);
  }
  return found.map((runs) => {
    const touched = runs.flatMap(([start, end]) => [pieceAt(layer, page.from[start]), pieceAt(layer, page.from[end - 1])]);
    return {
      runs,
      top: Math.min(...touched.map((number) => boxes[number][1])),
      bottom: Math.max(...touched.map((number) => boxes[number][3])),
    };
  });
}

function longest(cells, places) {
  let anchor = -1;
  cells.forEach((cell, number) => {
    if (!places[number].length) return;
    if (anchor < 0 || cell.letters.length > cells[anchor].letters.length) anchor = number;
  });
  return anchor;
}

/** For each cell its spot nearest in height to the anchor's; one on another row is not taken. */
function gathered(places, cells, anchor, spot) {
  const used = new Set();
  let letters = 0, distance = 0;
  const spots = places.map((candidates, number) => {
    let best = null, least = ROW;
    for (const candidate of number === anchor ? [spot] : candidates) {
      const apart = Math.max(0, candidate.top - spot.bottom, spot.top - candidate.bottom);
      if (apart <= least && !used.has(candidate.runs[0][0]) && (!best || apart < least)) [best, least] = [candidate, apart];
    }
    if (!best) return null;
    used.add(best.runs[0][0]);
    letters += cells[number].letters.length;
    distance += least;
    return best;
  });
  return { spots, letters, distance };
}

/** Runs in order without overlap. */
function merged(runs) {
  const out = [];
  for (const run of runs) {
    const last = out[out.length - 1];
    if (last && run[0] < last[1]) last[1] = Math.max(last[1], run[1]);
    else out.push([...run]);
  }
  return out;
}

/** Runs of letters as ranges within pieces, with the signs that belong to the quote's first and last word. */
function placed(spans, layer, order, part) {
  const { page } = spans;
  const runs = spans.how === BY_CELL ? spans.runs : signed(spans.runs, part.text);
  const ranges = [];
  for (const [start, end, before, after] of runs) {
    const from = page.from[start], to = page.to[end - 1];
    const first = layer.text.slice(0, from).endsWith(before) ? from - before.length : from;
    const last = layer.text.startsWith(after, to) ? to + after.length : to;
    cutAtPieces(layer, first, last, (piece, begins, ends) => ranges.push({ piece: order[piece], from: begins, to: ends }));
  }
  return { ranges, how: spans.how, found: spans.found };
}

function cutAtPieces(layer, from, to, tell) {
  for (let piece = pieceAt(layer, from); piece < layer.starts.length && layer.starts[piece] < to; piece += 1) {
    const begins = layer.starts[piece], next = layer.starts[piece + 1] ?? layer.text.length;
    const first = Math.max(from - begins, 0), last = Math.min(to, next - 1) - begins;
    if (last > first) tell(piece, first, last);
  }
}

/** The piece that holds a place of the joined text. */
function pieceAt(layer, place) {
  let low = 0, high = layer.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (layer.starts[middle] <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
