/** The language of a client that doesn't say one. */
const DEFAULT_LANGUAGE = "en-US";

/**
 * The language that the user's browser prefers, from `Accept-Language`: how dates such as 3/12 are read.
 *
 * @returns a BCP 47 tag such as `de-DE`
 */
export function languageOf(request: Request): string {
  return validLanguage(request.headers.get("accept-language")?.split(/[,;]/)[0]);
}

/** Returns the tag in its canonical form if it is valid, and `en-US` otherwise. */
export function validLanguage(tag: string | null | undefined): string {
  if (!tag || tag.length > 35) return DEFAULT_LANGUAGE;
  try {
    return Intl.getCanonicalLocales(tag.trim())[0] ?? DEFAULT_LANGUAGE;
  } catch {
    return DEFAULT_LANGUAGE;
  }
}
