/** Stands for the app's own origin, which no link can name. */
const HERE = "https://here.invalid";

/** Where a link leads: to a path of this app, to another site, or to no page (`mailto:`, `javascript:`). */
export type Destination =
  | { kind: "here"; path: string }
  | { kind: "elsewhere"; url: URL }
  | { kind: "other" };

/**
 * Resolves a link as the browser does. `//host` and `/\host` lead elsewhere, though they look like paths.
 */
export function destinationOf(href: string): Destination {
  const url = URL.parse(href, HERE);
  if (!url) return { kind: "other" };
  // `/.//host` is a path of this app, but resolved once more it would lead elsewhere.
  const path = url.pathname.replace(/^\/+/, "/");
  if (url.origin === HERE) return { kind: "here", path: path + url.search + url.hash };
  return url.protocol === "http:" || url.protocol === "https:"
    ? { kind: "elsewhere", url }
    : { kind: "other" };
}

/** The attributes of a link that leads elsewhere: a tab of its own that learns nothing of this page. */
export const ELSEWHERE = { target: "_blank", rel: "noopener noreferrer nofollow" } as const;

/** A text that is nothing but an address, such as `https://example.com/a` or `example.com`. */
const ADDRESS = /^(?:https?:\/\/)?([^\s/?#]+)(?:[/?#]\S*)?$/i;

/**
 * The host of a link that leads elsewhere, when its text doesn't say it: a text may say anything, another address too.
 *
 * @returns in ASCII (`xn--…`), so that look-alike letters are seen
 */
export function unsaidHost(href: string, text: string): string | undefined {
  const destination = destinationOf(href);
  if (destination.kind !== "elsewhere") return undefined;
  const { host, username } = destination.url;
  const said = ADDRESS.exec(text.trim())?.[1]?.toLowerCase();
  return username === "" && (said === host || `www.${said}` === host) ? undefined : host;
}
