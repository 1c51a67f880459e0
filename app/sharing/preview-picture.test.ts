import { expect, test } from "vitest";
import { PREVIEW_COLOR, previewSvg, shareFacts } from "./preview-picture.ts";

const app = { name: "Chat", color: PREVIEW_COLOR };
const plainTitle = "A shared conversation";
const linesOf = (svg: string) => [...svg.matchAll(/<tspan[^>]*>([^<]*)</g)].map(([, line]) => line);

test("a title is escaped and wrapped, and has four lines at most", () => {
  const svg = previewSvg({
    app,
    title: `Fish & <chips> ${"and peas ".repeat(40)}`,
    plainTitle,
    facts: shareFacts({ author: null, length: 1 }),
  });
  expect(svg).toContain("Fish &amp; &lt;chips&gt;");
  expect(svg).toContain("1 message<");
  expect(linesOf(svg)).toHaveLength(4);
  expect(linesOf(svg)[3]).toMatch(/…$/);
});

test("what the font can't draw stays out", () => {
  const svg = previewSvg({
    app: { name: "会話", color: "#a00000" },
    title: "日本語のタイトル",
    plainTitle,
    facts: shareFacts({ author: "山田", length: 3 }),
  });
  expect(linesOf(svg)).toEqual(["A shared conversation"]);
  expect(svg).not.toMatch(/山田|会話/);
  expect(svg).toContain("3 messages");
});
