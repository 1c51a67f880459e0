import { describe, expect, it } from "vitest";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import { card, markdown, text } from "#app/chatkit/widgets/builders.ts";
import { isRendered, renderItem } from "#app/markdown/render.server.ts";
import { partRenderings } from "#app/markdown/widget-renderings.ts";
import { draw as drawWidget, itemOf as widgetItem } from "./testing/draw.tsx";

const itemOf = (...sources: string[]) =>
  widgetItem(card([text("Before"), ...sources.map((source) => markdown(source))]));
const draw = (item: WidgetItem, html: string | null) => drawWidget(item.widget, html);

describe("Markdown in a widget", () => {
  it("is rendered when the widget is stored, and drawn as markup from that", async () => {
    const item = itemOf("Some **bold** words", "- one\n- two");
    const html = draw(item, (await renderItem(item)).html);
    expect(html).toContain("<strong>bold</strong>");
    expect(html.match(/<li>/g)).toHaveLength(2);
    expect(html).not.toContain("**");
  });

  it("goes through the same sieve as an answer", async () => {
    const hostile =
      '<img src=x onerror=alert(1)> [a](javascript:alert(1) "</div><img src=x onerror=alert(1)>")';
    const item = itemOf(hostile, '"},{"a":"<script>alert(1)</script>');
    const html = draw(item, (await renderItem(item)).html);
    expect(html).not.toMatch(/href="?javascript/);
    // A title may say what it likes, within its quotes.
    expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<img|<script/);
  });

  it("never shows the words that a widget had before it was changed", async () => {
    const { html } = await renderItem(itemOf("**Three** tasks"));
    const changed = draw(itemOf("**Two** tasks"), html);
    expect(changed).toContain("Two");
    expect(changed).not.toContain("Three");
  });

  it("can be read where there is no rendering", () => {
    expect(draw(itemOf("a < b"), null)).toContain("<p>a &lt; b</p>");
  });

  it("isn't rendered again when it is, nor where there is none in the widget", async () => {
    const plain = await renderItem(itemOf());
    expect(plain.html).toBeNull();
    expect(isRendered({ type: "widget", ...plain })).toBe(true);
    expect(isRendered({ type: "widget", ...plain, htmlVersion: 1 })).toBe(false);
    expect(isRendered({ type: "user_message", html: null, htmlVersion: null })).toBe(true);
  });

  it("takes nothing for a rendering that isn't one", () => {
    for (const stored of [undefined, "", "<p>x</p>", "{", "[1]", "null", '{"a":1}'])
      expect(partRenderings(stored)).toEqual({});
  });
});
