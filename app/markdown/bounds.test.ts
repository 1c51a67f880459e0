import { beforeAll, describe, expect, it } from "vitest";
import { maxHtmlLength } from "./bounds.ts";
import { createBlockRenderer } from "./streamed-blocks.ts";
import { renderFormula } from "./formulas.ts";
import { loadFormulas, RENDERINGS, visibleText } from "./testing/renderings.server.tsx";

/** Texts of about `size` characters that are short to send and expensive to render. */
const HOSTILE: Record<string, (size: number) => string> = {
  "lists within lists": (size) => `${"- ".repeat(size / 2)}end`,
  "numbered lists within lists": (size) => `${"1. ".repeat(size / 3)}end`,
  "quotes within quotes": (size) => `${">".repeat(size)}end`,
  "lists by indentation": (size) =>
    Array.from({ length: Math.sqrt(size) }, (_, depth) => `${"  ".repeat(depth)}- end`).join("\n"),
  "references to a long address": (size) => `[a]: /${"x".repeat(size / 2)}\n\n${"[a] ".repeat(size / 8)}end`,
  "pictures of a long address": (size) => `[a]: /${"x".repeat(size / 2)}\n\n${"![a] ".repeat(size / 10)}end`,
  "references to a footnote": (size) => `${"[^a] ".repeat(size / 5)}\n\n[^a]: end`,
  "rows of a wide table": (size) =>
    `${"|a".repeat(size / 8)}\n${"|-".repeat(size / 8)}\n${"|b\n".repeat(size / 6)}\nend`,
  "delimiters of two kinds": (size) => `${"*a_".repeat(size / 3)}end`,
  "delimiters that open": (size) => `${"**a".repeat(size / 3)}end`,
  "delimiters alone": (size) => `${"** ".repeat(size / 3)}end`,
  "emphasis within emphasis": (size) => `${"*_".repeat(size / 4)}a${"_*".repeat(size / 4)} end`,
  "tildes that open": (size) => `${"~~a".repeat(size / 3)}end`,
  "headings by underlines": (size) => `${"a\n=\n".repeat(size / 4)}end`,
  "brackets that open": (size) => `${"[".repeat(size)}end`,
  "brackets with escapes": (size) => `${"[a]\\".repeat(size / 4)} end`,
  "links within links": (size) => `${"[a](".repeat(size / 4)}end`,
  "formulas that open": (size) => `${String.raw`\(\[`.repeat(size / 4)} end`,
  "many formulas": (size) => `${String.raw`\(x\) `.repeat(size / 6)} end`,
  "groups within groups": (size) => `$$${"{".repeat(size)}$$ end`,
  "a macro that grows": (size) =>
    `$$\\def\\a{${"x".repeat(1000)}}\\def\\b{${"\\a".repeat(50)}}${"\\b".repeat(Math.min(size, 200))}$$ end`,
  "tags that open": (size) => `${"<a ".repeat(size / 3)}end`,
  ampersands: (size) => `${"&a".repeat(size / 2)} end`,
  "addresses in a row": (size) => `${"https://a.b，".repeat(size / 12)}end`,
  "a long line of code": (size) => `\`\`\`js\n${"a=1;".repeat(size / 4)}\n\`\`\`\n\nend`,
  "coloured code": (size) => `\`\`\`js\n${"a=1;\n".repeat(size / 5)}\n\`\`\`\n\nend`,
};

beforeAll(loadFormulas);

describe.each(Object.entries(RENDERINGS))("the %s rendering", (_name, render) => {
  it.each(Object.entries(HOSTILE))("shows %s within its bounds", async (_kind, make) => {
    for (const size of [1_800, 16_000, 150_000]) {
      const markdown = make(size);
      const html = await render(markdown);
      expect(html.length).toBeLessThanOrEqual(maxHtmlLength(markdown));
      expect(visibleText(html)).toContain("end");
    }
  });
});

it.each([
  [
    "code without blank lines",
    `\`\`\`py\n${"some_name[index] = other_name * 2\n".repeat(500)}\`\`\``,
    "<pre",
  ],
  ["a table", `| a | b |\n|---|---|\n${"| **a_b** | [c](/d) |\n".repeat(300)}`, "<table"],
  ["a list", "- **One** of _many_ `things`, see [here](/there)\n".repeat(500), "<li"],
  ["paragraphs", "Some **bold** and _other_ words.\n\n".repeat(1_000), "<strong"],
  ["formulas", "Let \\(x_1 + x_2 = \\frac{a}{b}\\) be true, and go on with words.\n\n".repeat(100), "<mfrac"],
])("a long answer of %s is formatted to its end", async (_kind, markdown, tag) => {
  const source = `${markdown}\n\n*end*`;
  for (const render of Object.values(RENDERINGS)) {
    const html = await render(source);
    expect(html).toContain(tag);
    expect(html).toContain("<em>end</em>");
  }
});

describe("the time that a rendering takes", () => {
  // The only figure that is compared is a ratio; a busy machine gets two more tries.
  it.each(Object.entries(HOSTILE))("grows with the length of %s", { retry: 2 }, (_kind, make) => {
    const time = (size: number) => fastest(() => createBlockRenderer("", renderFormula).render(make(size)));
    time(1_000);
    // Below some milliseconds it is the machine that is measured.
    expect(time(64_000) / Math.max(time(32_000), 30)).toBeLessThan(3.5);
  });
});

/** The fastest of a few runs, in ms. */
function fastest(work: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
