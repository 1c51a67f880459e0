import { extensionOf } from "./file-name.ts";

/** Media types of texts by extension. Others are plain text, code among them. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  md: "text/markdown",
  markdown: "text/markdown",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  json: "application/json",
  xml: "application/xml",
  html: "text/html",
  htm: "text/html",
  xhtml: "text/html",
  svg: "image/svg+xml",
  css: "text/css",
  js: "text/javascript",
  mjs: "text/javascript",
  ics: "text/calendar",
};

/** Text that a browser would run, whatever its name says. */
const ACTIVE: readonly (readonly [RegExp, string])[] = [
  [/<svg[\s>]/i, "image/svg+xml"],
  [/<!doctype\s+html|<html[\s>]|<script[\s>]|<body[\s>]|<iframe[\s>]/i, "text/html"],
  [/^\s*<\?xml/i, "application/xml"],
];
/** So much of the beginning is looked through for that. */
const HEAD = 4_096;

/** The media type of a text, by what it begins with and its name. */
export function textTypeOf(name: string, text: string): string {
  const head = text.slice(0, HEAD);
  const active = head.trimStart().startsWith("<") && ACTIVE.find(([pattern]) => pattern.test(head));
  if (active) return active[1];
  const extension = extensionOf(name);
  return BY_EXTENSION[extension] ?? "text/plain";
}

/**
 * The text of a file that is UTF-8 or, with its mark at the beginning, UTF-16. Undefined for anything else.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Texts of programs that write in the Windows character set, such as tables of older spreadsheets. */
const WINDOWS_TEXTS = new Set(["txt", "csv", "tsv", "md", "log", "ini", "srt"]);
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f]/;

/** The text of a file that its name says is one, in Windows' character set. */
export function decodeWindowsText(name: string, bytes: Uint8Array): string | undefined {
  if (!WINDOWS_TEXTS.has(extensionOf(name))) return undefined;
  const text = new TextDecoder("windows-1252").decode(bytes);
  return CONTROLS.test(text) ? undefined : text;
}
