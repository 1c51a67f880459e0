import { expect, test } from "vitest";
import { previewSvg } from "./preview-picture.ts";

const linesOf = (svg: string) => [...svg.matchAll(/<tspan[^>]*>([^<]*)</g)].map(([, line]) => line);

test("a title is escaped and wrapped, and has four lines at most", () => {
  const svg = previewSvg({ title: `Fish & <chips> ${"and peas ".repeat(40)}`, author: null, length: 1 });
  expect(svg).toContain("Fish &amp; &lt;chips&gt;");
  expect(svg).toContain("1 message<");
  expect(linesOf(svg)).toHaveLength(4);
  expect(linesOf(svg)[3]).toMatch(/…$/);
});

test("what the font can't draw stays out", () => {
  const svg = previewSvg({ title: "日本語のタイトル", author: "山田", length: 3 });
  expect(linesOf(svg)).toEqual(["A shared conversation"]);
  expect(svg).not.toContain("山田");
});
