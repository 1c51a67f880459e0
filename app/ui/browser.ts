/*
 * Parts of the browser that only secure contexts have (https, and http on loopback). On plain http in a local
 * network they are undefined, whatever the types say; a lint rule forbids their bare names elsewhere.
 */

/** 128 random bits as hexadecimal digits, for keys that name one send. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Copies plain text, and formatted text where it is given.
 *
 * @returns false where the browser lets no page copy
 */
export async function copyText(text: string, html?: string): Promise<boolean> {
  try {
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (!clipboard) return copyBySelection(text);
    if (html === undefined || typeof ClipboardItem === "undefined") await clipboard.writeText(text);
    else {
      const blob = (type: string, content: string) => new Blob([content], { type });
      const item = { "text/plain": blob("text/plain", text), "text/html": blob("text/html", html) };
      await clipboard.write([new ClipboardItem(item)]);
    }
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The way before the Clipboard API, which works on plain http. */
function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position:fixed;opacity:0";
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}

/** The microphone's sound. Undefined where the browser lets no page have it: without https, or at all. */
export function openMicrophone(): Promise<MediaStream> | undefined {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  return devices?.getUserMedia({ audio: true });
}
