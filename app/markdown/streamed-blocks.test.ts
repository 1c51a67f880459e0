import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderFormula } from "./formulas.ts";
import { createBlockRenderer } from "./streamed-blocks.ts";

const renderer = () => createBlockRenderer("m-", renderFormula);
const PIECES = [
  "# Title",
  "A paragraph\nof two lines.",
  "- one\n- two\n\n  more of two\n- three",
  "1. one\n   ```ts\n   const a = 1;\n   ```\n2. two",
  "```\ncode\n\n\nmore\n```",
  "    indented\n    code",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "> a quote\nthat goes on",
  "<details>\ntext\n</details>",
  "\\[\na\n+ b\n\\]",
  "$$\nx\n$$",
  "Setext\n===",
  "---",
  "[link]: https://a.example",
  "A [link] and a note[^1]",
  "[^1]: The note",
];

describe("createBlockRenderer", () => {
  it("shows a text that grows as it shows the whole", () => {
    const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 });
    const property = fc.property(text, fc.integer({ min: 1, max: 40 }), (pieces, step) => {
      const whole = pieces.join("\n\n");
      const growing = renderer();
      for (let end = 1; end < whole.length; end += step) growing.render(whole.slice(0, end));
      expect(growing.render(whole)).toEqual(renderer().render(whole));
    });
    fc.assert(property, { numRuns: 60 });
  });

  it("keeps the blocks of a text that goes on, and forgets those of another", () => {
    const growing = renderer();
    const before = growing.render("one\n\ntwo\n\nthree\n\nfour");
    const after = growing.render("one\n\ntwo\n\nthree\n\nfour and *more*");
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(after.at(-1)).toContain("<em>more</em>");
    expect(growing.render("else")).toEqual(["<p>else"]);
  });

  it("parses only the end of a long text", () => {
    let formulas = 0;
    const growing = createBlockRenderer("msg_1", () => {
      formulas++;
      return undefined;
    });
    const paragraph = "Some **bold** words and \\(x\\).\n\n";
    const text = paragraph.repeat(100);
    for (let end = paragraph.length; end <= text.length; end += paragraph.length) {
      growing.render(text.slice(0, end));
    }
    expect(formulas).toBeGreaterThanOrEqual(100);
    expect(formulas).toBeLessThan(400);
  });
});
