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
  it("is shown from its stored rendering", async () => {
    const item = itemOf("Some **bold** words", "- one\n- two");
    const html = draw(item, (await renderItem(item)).html);
    expect(html).toContain("<strong>bold</strong>");
    expect(html.match(/<li>/g)).toHaveLength(2);
    expect(html).not.toContain("**");
  });

  it("is sanitised like an answer", async () => {
    const hostile =
      '<img src=x onerror=alert(1)> [a](javascript:alert(1) "</div><img src=x onerror=alert(1)>")';
    const item = itemOf(hostile, '"},{"a":"<script>alert(1)</script>');
    const html = draw(item, (await renderItem(item)).html);
    expect(html).not.toMatch(/href="?javascript/);
    // A title attribute may contain any text, within its quotes.
    expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<img|<script/);
  });

  it("never shows the stored rendering of a text that has changed", async () => {
    const { html } = await renderItem(itemOf("**Three** tasks"));
    const changed = draw(itemOf("**Two** tasks"), html);
    expect(changed).toContain("Two");
    expect(changed).not.toContain("Three");
  });

  it("is shown as plain text when there is no rendering", () => {
    expect(draw(itemOf("a < b"), null)).toContain("<p>a &lt; b</p>");
  });

  it("is rendered once, and not at all for a widget without Markdown", async () => {
    const plain = await renderItem(itemOf());
    expect(plain.html).toBeNull();
    expect(isRendered({ type: "widget", ...plain })).toBe(true);
    expect(isRendered({ type: "widget", ...plain, htmlVersion: 1 })).toBe(false);
    expect(isRendered({ type: "user_message", html: null, htmlVersion: null })).toBe(true);
  });

  it("ignores stored values that are not renderings", () => {
    for (const stored of [undefined, "", "<p>x</p>", "{", "[1]", "null", '{"a":1}'])
      expect(partRenderings(stored)).toEqual({});
  });
});
