import { parseCookie, stringifySetCookie } from "cookie";

/** What was done to conversations last, and the form that takes it back. */
export interface DoneChange {
  /** "Deleted 3 conversations" */
  text: string;
  /** The fields of the forms that undo it, in order; none if it can't be undone. */
  undo: Record<string, string>[];
}

const NAME = "done";
const SECONDS = 60;
/** Browsers keep cookies of 4096 bytes. */
const MAX_LENGTH = 3_500;

/**
 * The cookie that tells the next page what was done, so that its Undo bar works without a script, too. A page with a
 * script deletes it when the bar is closed.
 */
export function doneCookie(change: DoneChange): string {
  const json = JSON.stringify(change);
  const fits = encodeURIComponent(json).length <= MAX_LENGTH;
  const value = fits ? json : JSON.stringify({ text: change.text, undo: [] });
  return stringifySetCookie({ name: NAME, value, path: "/", maxAge: SECONDS, sameSite: "lax" });
}

/** Deletes the cookie. */
export const noDoneCookie = (): string =>
  stringifySetCookie({ name: NAME, value: "", path: "/", maxAge: 0, sameSite: "lax" });

/** The change in a `Cookie` header; null without one. The browser can write anything there. */
export function readDone(cookies: string | null): DoneChange | null {
  const value = parseCookie(cookies ?? "")[NAME];
  if (!value) return null;
  try {
    const change: unknown = JSON.parse(value);
    if (!(change instanceof Object) || !("text" in change) || !("undo" in change)) return null;
    const { text, undo } = change;
    if (typeof text !== "string" || text === "" || !Array.isArray(undo)) return null;
    return { text: text.slice(0, 300), undo: undo.flatMap(fieldsOf) };
  } catch {
    return null;
  }
}

function fieldsOf(form: unknown): Record<string, string>[] {
  if (!(form instanceof Object)) return [];
  const fields = Object.entries(form).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
  return [Object.fromEntries(fields)];
}
