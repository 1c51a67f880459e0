const MAX_LENGTH = 80;

/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A title as the name of a file, without its ending: without path separators, control characters, marks that turn
 * text around and what Windows forbids, and at most 80 characters long.
 */
export function fileName(title: string | null): string {
  const name = (title ?? "")
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const short = Array.from(name)
    .slice(0, MAX_LENGTH)
    .join("")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return short === "" || DEVICE.test(short) ? "Conversation" : short;
}
