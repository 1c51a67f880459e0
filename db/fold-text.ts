/**
 * Text as search compares it: without case and accents, and in ASCII, because the trigrams of PostgreSQL depend on
 * the database's locale for everything else.
 *
 * - A letter outside of ASCII becomes four characters, an uppercase one and three digits to the base of 36. No other
 *   character of the result is in uppercase, so that a match always begins with a whole letter.
 * - Quotation marks and dashes become those of ASCII, other punctuation a full stop.
 * - White space becomes one space, and a space follows each punctuation mark inside of a word. The beginning of a word
 *   is then always after a space: a search for "go" finds "x_go", but not "ago".
 */
export function foldText(text: string): string {
  return foldWithOffsets(text).folded;
}

export interface FoldedText {
  folded: string;
  /** For each character of `folded`, the offset in `text` of the one that it was made of; at the end, its length. */
  offsets: number[];
  /** The text that the offsets are in: the normalised form of the input. */
  text: string;
}

/** Folds a text and keeps its offsets, to mark in it what was found. */
export function foldWithOffsets(input: string): FoldedText {
  const text = input.normalize("NFC");
  const parts: string[] = [" "];
  const offsets: number[] = [0];
  let isAfterSpace = true;
  let isAfterMark = false;
  let at = 0;
  const add = (part: string) => {
    parts.push(part);
    for (let index = 0; index < part.length; index += 1) offsets.push(at);
  };
  for (const char of text) {
    const kind = kindOf(char);
    if (kind === "space") {
      if (!isAfterSpace) add(" ");
    } else if (kind === "mark") {
      add(foldMark(char));
    } else if (kind === "letter") {
      if (isAfterMark && !isAfterSpace) add(" ");
      add(foldLetter(char));
    }
    if (kind !== "none") {
      isAfterSpace = kind === "space";
      isAfterMark = kind === "mark";
    }
    at += char.length;
  }
  if (!isAfterSpace) add(" ");
  offsets.push(text.length);
  return { folded: parts.join(""), offsets, text };
}

const SPACE = /^[\s\p{Z}\p{Cc}]$/u;
const LETTER = /^[\p{L}\p{N}\p{M}\p{S}]$/u;

function kindOf(char: string): "space" | "letter" | "mark" | "none" {
  const code = char.codePointAt(0) ?? 0;
  if (code < 128) {
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90))
      return "letter";
    return code <= 32 || code === 127 ? "space" : "mark";
  }
  // Accents that stand alone, soft hyphens and characters that have no width.
  if (
    (code >= 0x300 && code <= 0x36f) ||
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    code === 0xfeff
  )
    return "none";
  if (SPACE.test(char)) return "space";
  return LETTER.test(char) ? "letter" : "mark";
}

/** Letters that Unicode doesn't take apart, as people without them on the keyboard write them. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ŀ: "l",
  ŧ: "t",
};

function foldMark(char: string): string {
  if (char < "\u0080") return char;
  if (/[‘’‚‛′]/.test(char)) return "'";
  if (/[“”„‟″«»]/.test(char)) return '"';
  return /\p{Pd}/u.test(char) ? "-" : ".";
}

const cache = new Map<string, string>();

function foldLetter(char: string): string {
  const known = cache.get(char);
  if (known !== undefined) return known;
  const plain = char
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .normalize("NFKC")
    .toLowerCase();
  const folded = Array.from(plain, (each) => PLAIN[each] ?? encode(each)).join("");
  // There are few letters in use; a hostile text has a million.
  if (cache.size < 20_000) cache.set(char, folded);
  return folded;
}

function encode(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 128) return char;
  const digits = (code % 46_656).toString(36).padStart(3, "0");
  return String.fromCodePoint(65 + Math.floor(code / 46_656)) + digits;
}
