import { describe, expect, it } from "vitest";
import { renderMarkdown as render } from "./render-document.server.ts";

const renderMarkdown = (markdown: string) => render(markdown, "m-");

describe("renderMarkdown", () => {
  it.each([
    ["<script>alert(1)</script>", /<script/i],
    ["<img src=x onerror=alert(1)>", /onerror|<img/i],
    ["[x](javascript:alert(1))", /javascript:/i],
    ["[x](data:text/html,hi)", /data:/i],
    ['<a href="https://a.example" onclick="x()">a</a>', /onclick/i],
    ["<iframe src=https://a.example></iframe>", /<iframe/i],
    ["<style>body{display:none}</style>", /<style/i],
    ["<svg/onload=alert(1)>", /onload|<svg/i],
    ["<math><mi//xlink:href='data:x,<script>'>", /<m|xlink/i],
    ["$$\\href{javascript:alert(1)}{x}$$ \\(\\htmlData{a=b}{y}\\)", /javascript|data-a/i],
    ['$$\\text{<img src=x onerror="alert(1)">}$$', /<img|onerror/i],
    ["| <img src=x onerror=alert(1)> |\n|-|", /<img|onerror/i],
  ])("lets nothing of %s through", async (markdown, dangerous) => {
    const tags = (await renderMarkdown(markdown)).match(/<(?:"[^"]*"|[^">])*>/g) ?? [];
    expect(tags.join("")).not.toMatch(dangerous);
  });

  it("offers pictures as links, so that looking at an answer asks no other server for anything", async () => {
    const html = await renderMarkdown("![a cat](https://pictures.example/cat.png?secret)");
    expect(html).not.toContain("<img");
    expect(html).toContain(">a cat</a>");
  });

  it("opens links elsewhere, without telling where from", async () => {
    const html = await renderMarkdown("[site](https://a.example/x)");
    expect(html).toContain('href=https://a.example/x target=_blank rel="noopener noreferrer nofollow"');
  });

  it("keeps ids of a message apart from the page's", async () => {
    const html = await renderMarkdown("Text[^1]\n\n[^1]: Note");
    expect(html).toMatch(/id=m-fn-1/);
  });

  it("colours code by classes, in few spans, and leaves the text as it was", async () => {
    const html = await renderMarkdown("```ts\nexport const v1 = (x: number) => x * 1; // plan\n```");
    expect(html).toContain("<figcaption><span>ts</span>");
    expect(html).toContain("<span class=t-keyword>export const </span>");
    expect(html).toContain("<span class=t-comment>// plan</span>");
    expect(html).not.toContain("style=");
    const text = html.replace(/^.*<pre[^>]*>/s, "").replace(/<[^>]+>/g, "");
    expect(text).toContain("export const v1 = (x: number) => x * 1; // plan");
  });

  it("shows code of a language that it doesn't know plainly", async () => {
    expect(await renderMarkdown("```klingon\nqapla'\n```")).toContain("qapla'");
  });

  it("renders GitHub's tables and task lists", async () => {
    const html = await renderMarkdown("| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done");
    expect(html).toContain("<div class=table tabindex=0 role=region aria-label=Table><table>");
    expect(html).toContain("type=checkbox checked disabled");
  });
});
