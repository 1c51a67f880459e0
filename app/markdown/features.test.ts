import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { comparable, loadFormulas, RENDERINGS, visibleText } from "./testing/renderings.server.tsx";

beforeAll(loadFormulas);

/** What the HTML contains, what it doesn't, and the words that it shows. */
interface Feature {
  has?: (string | RegExp)[];
  hasNot?: (string | RegExp)[];
  shows?: string;
}

const ELSEWHERE = 'target=_blank rel="noopener noreferrer nofollow"';

/** Markdown as ChatKit shows it. */
const FEATURES: [name: string, markdown: string, feature: Feature][] = [
  [
    "headings, beneath the message's own",
    "# a\n\n### b",
    { has: ["<h1 aria-level=3>a</h1>", "<h3 aria-level=5>b</h3>"] },
  ],
  ["angle brackets", "a<b and c>d", { shows: "a<b and c>d" }],
  ["a generic type", "List<String> x", { shows: "List<String> x" }],
  ["a tag in a sentence", "Use <div>.", { shows: "Use <div>." }],
  ["thoughts", "<think>Hm</think> Yes", { shows: "<think>Hm</think> Yes" }],
  [
    "a block of raw HTML",
    "<details>\n<summary>More</summary>\nText\n</details>",
    { shows: "<details>\n<summary>More</summary>\nText\n</details>" },
  ],
  [
    "a script",
    "<script>\nalert(1)\n</script>",
    { hasNot: [/<script/], shows: "<script>\nalert(1)\n</script>" },
  ],
  ["a comment", "a <!-- b --> c", { hasNot: [/<!--/], shows: "a <!-- b --> c" }],
  ["an element with a handler", "<img src=x onerror=alert(1)>", { hasNot: [/<img/] }],
  ["raw HTML in a link", "[a <b>c</b>](https://a.example)", { shows: "a <b>c</b>" }],
  ["raw HTML in a list", "- <b>a</b>\n- <hr>", { hasNot: [/<b>/, /<hr/], shows: "<b>a</b><hr>" }],
  ["a line break", "a<br>b<br/>c<BR />d", { shows: "a\nb\nc\nd" }],
  [
    "raw HTML and line breaks in a table",
    "| <i>a</i> | b |\n|-|-|\n| c<br>d | e |",
    { has: ["<td>c<br>d", "<th>&lt;i>a&lt;/i>"] },
  ],
  ["more cells than columns", "| a |\n|-|\n| b | c |", { has: ["<td>c"] }],
  ["an inline formula", "is $$x^2$$.", { has: ["<msup><mi>x</mi><mn>2</mn></msup>", ">x^2</annotation>"] }],
  [
    "a formula set apart",
    "$$\n\\frac{a}{b}\n$$",
    { has: ["<p class=formula><math display=block>", "<mfrac>"] },
  ],
  ["a formula behind its fence", "$$x = 1\n+ y\n$$", { has: [">x = 1\n+ y</annotation>"] }],
  [
    "LaTeX's inline delimiters",
    "is \\(y<1\\).",
    { has: ["<math>", "<mo>&lt;</mo>", ">y&lt;1</annotation>"] },
  ],
  [
    "LaTeX's delimiters in a paragraph",
    "is \\[z\\] here",
    { has: ["is <span class=formula><math display=block>", "</span> here"] },
  ],
  [
    "LaTeX's delimiters on lines of their own",
    "> \\[\n> a\n> + b \\\\[2pt]\n> \\]\n\nafter",
    { has: ["<blockquote><p class=formula>", "+ b \\\\[2pt]</annotation>", "<p>after"] },
  ],
  ["escaped brackets", "\\\\(a\\\\) \\[b", { hasNot: ["<math"], shows: "\\(a\\) [b" }],
  ["money", "It costs $5 or $6.", { hasNot: ["<math"], shows: "It costs $5 or $6." }],
  ["a broken formula", "is $$\\frac{$$.", { has: ["<code>$$\\frac{$$</code>"] }],
  ["a formula with a link", "$$\\href{javascript:alert(1)}{x}$$", { hasNot: [/href=/] }],
  ["single tildes", "~5 and ~6", { hasNot: ["<del"], shows: "~5 and ~6" }],
  ["deleted words", "~~a~~", { has: ["<del>a</del>"] }],
  ["emphasis beside Chinese punctuation", "**注意：**请看", { has: ["<strong>注意：</strong>请看"] }],
  ["emphasis beside Japanese brackets", "これは**「強調」**です", { has: ["<strong>「強調」</strong>です"] }],
  [
    "an address in a Chinese sentence",
    "看https://a.example/x。**好**，https://b.example）",
    {
      has: [`<a href=https://a.example/x ${ELSEWHERE}>https://a.example/x</a>。<strong>好</strong>，`],
      shows: "看https://a.example/x。好，https://b.example）",
    },
  ],
  ["a fence that is named constructor", "```constructor\na\n```", { has: ["language-constructor>a"] }],
  ["a fence that is named __proto__", "```__proto__\na\n```", { has: ["language-__proto__>a"] }],
  [
    "a link elsewhere",
    "[a](//b.example)",
    { has: [`<a href=//b.example ${ELSEWHERE} data-host=b.example>a</a>`] },
  ],
  ["a link within the app", "[a](/tasks)", { has: ["<a href=/tasks>a</a>"] }],
  ["a link to a script", "[a](javascript:alert(1))", { hasNot: [/javascript:/], shows: "a" }],
  [
    "a picture in a link",
    "[![a](//b.example)](//c.example)",
    { has: [/^<p><a href=\/\/c.example [^<]*>a<\/a>$/] },
  ],
  [
    "footnotes",
    "a[^1] b[^1]\n\n[^1]: Note",
    {
      has: [
        "href=#msg_1-fn-1 id=msg_1-fnref-1 data-footnote-ref aria-describedby=msg_1-footnotes",
        "<li id=msg_1-fn-1>",
        "href=#msg_1-fnref-1 ",
        "href=#msg_1-fnref-1-2 ",
        "id=msg_1-footnotes aria-level=4>",
      ],
    },
  ],
  [
    "right-to-left text",
    "שלום\n\n- `npm` אחת\n\n> שלום\n\nHi",
    { has: ["<p dir=rtl>", "<ul dir=rtl>", "<blockquote dir=rtl>", "<p>Hi"] },
  ],
  ["a right-to-left table", "| אחת | b |\n|-|-|\n| 1 | 2 |", { has: [/^<div class=table [^>]*dir=rtl/] }],
];

describe.each(Object.entries(RENDERINGS))("the %s rendering", (_name, render) => {
  it.each(FEATURES)(
    "shows %s as ChatKit does",
    async (_feature, markdown, { has = [], hasNot = [], shows }) => {
      const html = comparable(await render(markdown));
      for (const part of has) expect(html).toMatch(part instanceof RegExp ? part : asPattern(part));
      for (const part of hasNot) expect(html).not.toMatch(part instanceof RegExp ? part : asPattern(part));
      expect(shows === undefined ? undefined : visibleText(html)).toBe(shows);
    },
  );

  it("shows every word of a text", async () => {
    const property = fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 5 }), async (blocks) => {
      const html = await render(blocks.map(({ source }) => source).join("\n\n"));
      const found = visibleText(html).replaceAll(/\s+/g, "");
      let from = 0;
      for (const word of blocks.flatMap(({ words }) => words)) {
        const at = found.indexOf(word, from);
        expect(at, `${word} of ${blocks.map(({ source }) => source).join("\n\n")}`).toBeGreaterThanOrEqual(
          from,
        );
        from = at + word.length;
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it("shows every letter of any signs", async () => {
    const sign = fc.constantFrom(...Array.from("abcdexyz<>/*_~$|#-+\\ \n\n &!=“。注"));
    const property = fc.asyncProperty(fc.string({ unit: sign, maxLength: 60 }), async (source) => {
      // The name of a fence's language is in its bar, which is no part of the text.
      fc.pre(!/^[ >*+-]*(?:~{3}|`{3})/m.test(source));
      const letters = Array.from(source).filter((char) => /[\p{L}]/u.test(char));
      const found = Array.from(visibleText(await render(source)));
      let at = 0;
      for (const letter of letters) {
        at = found.indexOf(letter, at) + 1;
        expect(at, `${letter} of ${JSON.stringify(source)}`).toBeGreaterThan(0);
      }
    });
    await fc.assert(property, { numRuns: 150 });
  });
});

it.each(FEATURES)("the renderings of %s agree", async (_name, markdown) => {
  const [first, ...others] = await Promise.all(
    Object.values(RENDERINGS).map(async (render) => comparable(await render(markdown))),
  );
  for (const other of others) expect(other).toBe(first);
});

const asPattern = (text: string) => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));

/** A piece of Markdown, and the words of it that a reader must see. */
interface Piece {
  source: string;
  words: string[];
}

const word = fc.constantFrom(
  "one",
  "two2",
  "注意",
  "שלום",
  "<b>",
  "</div>",
  "<T>",
  "<x-y>",
  "a&b",
  "$5",
  "~6",
);
const words = fc.array(word, { minLength: 1, maxLength: 4 });
const phrase: fc.Arbitrary<Piece> = fc.oneof(
  words.map((all) => ({ source: all.join(" "), words: all })),
  words.map((all) => ({ source: `**${all.join(" ")}**`, words: all })),
  words.map((all) => ({ source: `x _${all.join(" ")}_ y`, words: ["x", ...all, "y"] })),
  words.map((all) => ({ source: `\`${all.join(" ")}\``, words: all })),
  words.map((all) => ({ source: `[${all.join(" ")}](https://a.example)`, words: all })),
  words.map((all) => ({ source: all.join("<br>"), words: all })),
);
const block: fc.Arbitrary<Piece> = fc.oneof(
  phrase,
  phrase.map((one) => ({ ...one, source: `## ${one.source}` })),
  phrase.map((one) => ({ ...one, source: `> ${one.source}` })),
  fc.array(phrase, { minLength: 1, maxLength: 3 }).map((all) => ({
    source: all.map(({ source }) => `- ${source}`).join("\n"),
    words: all.flatMap((one) => one.words),
  })),
  fc.array(phrase, { minLength: 1, maxLength: 3 }).map((all) => ({
    source: `| h |\n|-|\n| ${all.map(({ source }) => source).join(" | ")} |`,
    words: ["h", ...all.flatMap((one) => one.words)],
  })),
  words.map((all) => ({ source: `\`\`\`ts\n${all.join(" ")}\n\`\`\``, words: all })),
  words.map((all) => ({
    source: `<details>\n${all.join(" ")}\n</details>`,
    words: ["<details>", ...all, "</details>"],
  })),
);
