/** Bytes that file systems and headers take. */
const MAX_BYTES = 255;
const MAX_EXTENSION = 20;

/**
 * Characters that a name must not have: controls, and those that turn the direction of text around, with which
 * `gpj.exe` looks like `exe.jpg`.
 */
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A name without a path, as it may be shown and saved anywhere; "file" when nothing is left of it. */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const name = last
    .replaceAll(UNSEEN, "")
    .replaceAll(/\s+/g, " ")
    // Windows and shells don't take these.
    .replaceAll(/[<>:"|?*]/g, "_")
    .replace(/^[.\s]+/, "")
    .replace(/[.\s]+$/, "");
  return shortened(name) || "file";
}

/** The extension in lower case, without the dot; empty without one. */
export function extensionOf(name: string): string {
  return /\.([^.\s]{1,20})$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** The name within the limit, with its extension. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const extension = extensionOf(name).slice(0, MAX_EXTENSION);
  const end = extension === "" ? "…" : `….${extension}`;
  let start = "";
  for (const character of name) {
    if (Buffer.byteLength(start + character + end) > MAX_BYTES) break;
    start += character;
  }
  return start + end;
}
