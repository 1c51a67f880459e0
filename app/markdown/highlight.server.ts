import type { Element, ElementContent, Root } from "hast";
import {
  bundledLanguages,
  createCssVariablesTheme,
  createHighlighter,
  type BundledLanguage,
  type ThemedToken,
} from "shiki";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { languageOf } from "./code-figure.ts";
import { mapElements, textOf } from "./map-elements.ts";

/** Longer blocks are left plain: highlighting takes time that grows with the length. */
const MAX_CHARS = 30_000;
/** Longer lines are left plain: data rather than code. */
const MAX_LINE = 2_000;
/**
 * For one line. A language's first line compiles its patterns, which takes a busy machine longer than Shiki's
 * half second; what is left off then is stored without colours for good.
 */
const MAX_LINE_MS = 3_000;
const theme = createCssVariablesTheme({ name: "tokens", variablePrefix: "--", fontStyle: false });

let shared: ReturnType<typeof createHighlighter> | undefined;
const highlighter = () =>
  (shared ??= createHighlighter({ themes: [theme], langs: [], engine: createJavaScriptRegexEngine() }));

/**
 * Colours the code blocks of a tree. Tokens become `<span class="t-keyword">` and the like; both themes
 * colour the classes in CSS, neighbours of one colour share a span, and plain text has none, so that a
 * page with much code stays small.
 *
 * @returns whether there was code to be coloured
 */
export async function highlightCode(tree: Root): Promise<boolean> {
  const blocks: { code: Element; language: BundledLanguage }[] = [];
  mapElements(tree, (element) => {
    const language = element.tagName === "code" ? languageOf(element) : undefined;
    if (language && isKnown(language) && textOf(element).length <= MAX_CHARS)
      blocks.push({ code: element, language });
    return element;
  });
  if (blocks.length === 0) return false;
  const shiki = await highlighter();
  for (const { code, language } of blocks) {
    await shiki.loadLanguage(language);
    const { tokens } = shiki.codeToTokens(textOf(code), {
      lang: language,
      theme: "tokens",
      tokenizeTimeLimit: MAX_LINE_MS,
      tokenizeMaxLineLength: MAX_LINE,
    });
    code.children = tokens.flatMap((line, index) => [
      ...(index > 0 ? [{ type: "text" as const, value: "\n" }] : []),
      ...mergeTokens(line),
    ]);
  }
  return true;
}

/** Names come from fences: `constructor` must not count as a language. */
const isKnown = (name: string): name is BundledLanguage => Object.hasOwn(bundledLanguages, name);

function mergeTokens(line: ThemedToken[]): ElementContent[] {
  const merged: { name: string | undefined; text: string }[] = [];
  for (const { content, color } of line) {
    const last = merged.at(-1);
    const name = content.trim() === "" ? last?.name : /token-([a-z-]+)/.exec(color ?? "")?.[1];
    if (last && last.name === name) last.text += content;
    else merged.push({ name, text: content });
  }
  return merged.map(({ name, text }) => {
    const value = { type: "text" as const, value: text };
    if (!name) return value;
    return { type: "element", tagName: "span", properties: { className: [`t-${name}`] }, children: [value] };
  });
}
