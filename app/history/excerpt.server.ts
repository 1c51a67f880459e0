import { foldText, foldWithOffsets } from "#db/fold-text.ts";

/** A piece of an excerpt; hits are what was searched for. */
export interface Piece {
  text: string;
  isHit: boolean;
}

/** Characters before the first hit, and of the whole excerpt. */
const BEFORE = 60;
const LENGTH = 220;
/** So much of a text is looked through for hits. */
const MAX_TEXT = 100_000;

/**
 * The part of a text in which most of the terms are close to each other, with the hits marked.
 *
 * @param terms folded, as `parseSearch` returns them
 */
export function excerptOf(input: string, terms: readonly string[]): Piece[] {
  const { folded, offsets, text } = foldWithOffsets(input.slice(0, MAX_TEXT));
  const hits = hitsIn(folded, terms);
  const offset = (at: number) => offsets[at] ?? text.length;
  const best = bestStart(hits);
  const first = best === undefined ? 0 : offset(best);
  const start = startOfWord(text, Math.max(0, first - BEFORE));
  const end = endOfWord(text, Math.min(text.length, start + LENGTH));
  const pieces: Piece[] = [];
  const add = (from: number, to: number, isHit: boolean) => {
    const piece = text.slice(from, to).replaceAll(/\s+/g, " ");
    if (piece !== "") pieces.push({ text: piece, isHit });
  };
  let at = start;
  for (const { from, to } of merged(hits)) {
    const [hitStart, hitEnd] = [Math.max(offset(from), at), Math.min(offset(to), end)];
    if (hitStart >= hitEnd) continue;
    add(at, hitStart, false);
    add(hitStart, hitEnd, true);
    at = hitEnd;
  }
  add(at, end, false);
  return [
    ...(start > 0 ? [{ text: "… ", isHit: false }] : []),
    ...pieces,
    ...(end < text.length ? [{ text: " …", isHit: false }] : []),
  ];
}

interface Hit {
  /** Offsets in the folded text. */
  from: number;
  to: number;
  term: number;
}

const MAX_HITS = 500;

function hitsIn(folded: string, terms: readonly string[]): Hit[] {
  const hits: Hit[] = [];
  for (const [term, wanted] of terms.entries()) {
    // One or two letters are found at the beginning of a word, as in the query.
    const isShort = wanted.length < 3;
    const needle = isShort ? ` ${wanted}` : wanted;
    let at = needle === "" ? -1 : folded.indexOf(needle);
    while (at >= 0 && hits.length < MAX_HITS * (term + 1)) {
      const from = isShort ? at + 1 : at;
      hits.push({ from, to: from + wanted.length, term });
      at = folded.indexOf(needle, at + needle.length);
    }
  }
  return hits.toSorted((a, b) => a.from - b.from);
}

/** The hit from which most different terms are within an excerpt's length. */
function bestStart(hits: readonly Hit[]): number | undefined {
  let best: { from: number; terms: number } | undefined;
  for (const [index, { from }] of hits.entries()) {
    const terms = new Set<number>();
    for (const near of hits.slice(index, index + 20)) {
      if (near.from - from < LENGTH - BEFORE) terms.add(near.term);
    }
    if (!best || terms.size > best.terms) best = { from, terms: terms.size };
  }
  return best?.from;
}

function merged(hits: readonly Hit[]): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of hits) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** The next beginning of a word, if one is near: text without spaces is cut anywhere. */
function startOfWord(text: string, at: number): number {
  if (at === 0) return 0;
  const space = text.slice(at, at + 20).search(/\s/);
  return space < 0 ? wholeCharacter(text, at) : at + space + 1;
}

function endOfWord(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.slice(at, at + 20).search(/\s/);
  return space < 0 ? wholeCharacter(text, at) : at + space;
}

/** Doesn't cut a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** Marks the terms in a whole title. */
export function markedTitle(title: string, terms: readonly string[]): Piece[] {
  const { folded, offsets, text } = foldWithOffsets(title);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of merged(hitsIn(folded, terms))) {
    const [start, end] = [offsets[from] ?? 0, offsets[to] ?? text.length];
    if (start > at) pieces.push({ text: text.slice(at, start), isHit: false });
    pieces.push({ text: text.slice(Math.max(at, start), end), isHit: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isHit: false });
  return pieces;
}

/**
 * The word in the texts that a mistyped one most likely means: one with at most two typing errors, the most frequent
 * of the nearest.
 */
export function nearestWord(typed: string, texts: readonly string[]): string | undefined {
  const wanted = foldText(typed).trim();
  const maxErrors = wanted.length <= 4 ? 1 : 2;
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of text
      .slice(0, MAX_TEXT)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
      if (Math.abs(word.length - typed.length) <= 2) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  let best: { word: string; errors: number; count: number } | undefined;
  for (const [word, count] of counts) {
    const errors = typingErrors(wanted, foldText(word).trim());
    if (errors > maxErrors) continue;
    if (!best || errors < best.errors || (errors === best.errors && count > best.count))
      best = { word, errors, count };
  }
  return best?.word;
}

/** Damerau-Levenshtein distance: letters added, left out, replaced, or two swapped. */
function typingErrors(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const cell = (r: number, c: number) => (r === i ? row[c] : rows[r]?.[c]) ?? 0;
      const isSame = left[i - 1] === right[j - 1];
      let errors = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (isSwapped) errors = Math.min(errors, cell(i - 2, j - 2) + 1);
      row.push(errors);
    }
    rows.push(row);
  }
  return rows[left.length]?.[right.length] ?? 0;
}
