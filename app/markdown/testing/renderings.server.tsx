import { renderToStaticMarkup } from "react-dom/server";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import { renderMarkdown } from "../render-document.server.ts";
import { renderWhole } from "../render.server.ts";
import StreamedMarkdown from "../streamed-markdown.tsx";
import { createStreamedText } from "../streamed-text.ts";

const ID = "msg_1";

const answer = (text: string): AssistantMessageItem => ({
  id: ID,
  thread_id: "thr_1",
  created_at: "2026-01-01T00:00:00.000Z",
  type: "assistant_message",
  content: [{ type: "output_text", text, annotations: [] }],
});

/** The ways in which an answer's Markdown comes to a page. */
export const RENDERINGS: Readonly<Record<string, (markdown: string) => Promise<string>>> = {
  server: (markdown) => renderMarkdown(markdown, `${ID}-`),
  stored: async (markdown) => (await renderWhole(answer(markdown))).html ?? "",
  streamed: (markdown) =>
    Promise.resolve(renderToStaticMarkup(<StreamedMarkdown text={markdown} idPrefix={`${ID}-`} />)),
};

/** Loads KaTeX for the streamed rendering, which shows formulas as their source until then. */
export async function loadFormulas(): Promise<void> {
  const text = createStreamedText("$$x$$", "");
  // Another test has done so.
  if (text.getBlocks().join("").includes("<math")) return;
  await new Promise<void>((resolve) => {
    text.subscribe(resolve);
  });
}

/** HTML without what the renderings need not agree in: colours, wrappers of blocks, optional tags. */
export const comparable = (html: string): string =>
  html
    .replaceAll(/<span class=t-[a-z-]+>([^<]*)<\/span>/g, "$1")
    .replaceAll(/<div>|<\/div>|<\/(?:p|li|t[drh]|thead|tbody)>/g, "")
    .replaceAll(/\s*\n\s*(?=<|$)/g, "")
    .trim();

/** What a reader sees of HTML: its text, with line breaks, without the bars of code blocks. */
export const visibleText = (html: string): string =>
  html
    .replaceAll(/<figcaption>.*?<\/figcaption>/gs, "")
    .replaceAll(/<br>/g, "\n")
    .replaceAll(/<(?:"[^"]*"|[^">])*>/g, "")
    .replaceAll(/&(amp|lt|gt|quot|#\w+);/g, (reference, name: string) => CHARACTERS[name] ?? reference);

const CHARACTERS: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#38": "&",
  "#60": "<",
};
