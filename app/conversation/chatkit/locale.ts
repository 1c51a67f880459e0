import type { SupportedLocale } from "@openai/chatkit";

/** Languages that our pages may come to be written in and ChatKit speaks. */
const LOCALES: SupportedLocale[] = [
  "en",
  "de",
  "es",
  "fr",
  "it",
  "ja",
  "ko",
  "nl",
  "pl",
  "pt-BR",
  "sv",
  "zh",
];

/**
 * The page's language, so that one screen speaks one language: with the browser's, ChatKit's buttons would
 * be French beside our English header and prompts. Undefined leaves the choice to ChatKit.
 */
export function localeOf(pageLanguage: string): SupportedLocale | undefined {
  return (
    LOCALES.find((locale) => locale === pageLanguage) ??
    LOCALES.find((locale) => locale === pageLanguage.split("-", 1)[0])
  );
}
