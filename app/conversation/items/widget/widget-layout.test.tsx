import { describe, expect, it } from "vitest";
import {
  box,
  button,
  caption,
  card,
  col,
  divider,
  listView,
  listViewItem,
  spacer,
  table,
  tableCell,
  tableRow,
  text,
  title,
} from "#app/chatkit/widgets/builders.ts";
import { draw } from "./testing/draw.tsx";

/** The contents of all style attributes. */
const stylesOf = (html: string) => [...html.matchAll(/style="([^"]*)"/g)].map(([, style]) => style).join(" ");

describe("the layout of a widget", () => {
  it("takes sizes in pixels, spacing in units of 4 px, and CSS values", () => {
    const styles = stylesOf(
      draw(
        card([
          box([spacer({ minSize: 8 })], {
            direction: "row",
            width: 120,
            height: "50%",
            padding: { x: 2, top: "1rem" },
            margin: 1,
            gap: 3,
            radius: "lg",
            aspectRatio: "16 / 9",
            background: "surface-secondary",
            border: { size: 2, style: "dashed", color: "strong" },
            flex: 2,
            wrap: "wrap",
            align: "end",
            justify: "between",
          }),
          divider({ spacing: 2, size: 3 }),
        ]),
      ),
    );
    for (const declaration of [
      "width:120px",
      "height:50%",
      "padding-left:8px",
      "padding-top:1rem",
      "margin:4px",
      "gap:12px",
      "border-radius:10px",
      "aspect-ratio:16 / 9",
      "background-color:light-dark(#f7f7f7,#212121)",
      "border:2px dashed",
      "flex:2",
      "flex-wrap:wrap",
      "align-items:flex-end",
      "justify-content:space-between",
      "margin-block:8px",
      "min-height:3px",
    ])
      expect(styles).toContain(declaration);
  });

  it("lets no value add another declaration to a style", () => {
    const more = "1px;position:fixed;inset:0";
    const hostile = JSON.parse(
      JSON.stringify(
        card([
          box([], { width: more, padding: { x: more }, background: more, flex: more, aspectRatio: more }),
          col([], { border: { size: 1, color: more } }),
          text("a", { width: more, color: more }),
        ]),
      )
        .replaceAll('"type":"Col"', `"type":"Col","align":"${more}","justify":"${more}","wrap":"${more}"`)
        .replaceAll('"value":"a"', `"value":"a","textAlign":"${more}","weight":"${more}","size":"${more}"`),
    );
    expect(draw(hostile)).not.toMatch(/position:\s*fixed|inset/);
  });

  it("sets the size, weight and colour of text, and truncates it", () => {
    const html = draw(
      card([
        title("Big", { size: "3xl", textAlign: "center" }),
        text("Long", { maxLines: 2, weight: "semibold", italic: true, minLines: 2 }),
        text("Longer", { truncate: true, color: "danger" }),
        caption("Small", { size: "sm" }),
      ]),
    );
    const styles = stylesOf(html);
    expect(styles).toContain("font-size:2rem");
    expect(styles).toContain("text-align:center");
    expect(styles).toContain("-webkit-line-clamp:2");
    expect(styles).toContain("min-height:3rem");
    expect(styles).toContain("-webkit-line-clamp:1");
    expect(styles).toContain("light-dark(#b3261e,#ff8a80)");
    expect(styles).toContain("font-size:0.75rem");
    expect(html).toContain("italic");
  });

  it("renders a table with its headers", () => {
    const html = draw(
      card([
        table([
          tableRow([tableCell([text("Day")]), tableCell([text("Sales")], { align: "end" })], {
            header: true,
          }),
          tableRow([tableCell([text("Monday")], { colSpan: 2 })]),
        ]),
      ]),
    );
    expect(html.match(/<th scope="col"/g)).toHaveLength(2);
    expect(html).toMatch(/<td[^>]*colSpan="2"/i);
    expect(html).toContain('role="region"');
  });

  it("folds the rows beyond a list's limit in a disclosure", () => {
    const rows = ["one", "two", "three", "four"].map((name) => listViewItem([text(name)]));
    const html = draw(listView(rows, { limit: 3 }));
    const [shown = "", folded = ""] = html.split("<details");
    expect(shown.match(/<li>/g)).toHaveLength(3);
    expect(folded).toContain("Show 1 more");
    expect(folded).toContain("four");
    expect(draw(listView(rows, { limit: "auto" }))).not.toContain("<details");
  });

  it("gives a row with an action a button of its own, beside the controls in it", () => {
    const html = draw(
      listView([
        listViewItem([text("Buy milk"), button("Delete")], { onClickAction: { type: "task.open" } }),
      ]),
    );
    expect(html).toMatch(/<button[^>]*aria-label="Buy milk"[^>]*name="action"[^>]*><\/button>/);
    expect(html.match(/<button/g)).toHaveLength(2);
  });

  it("renders cards of several sizes, collapsed, and in a theme of their own", () => {
    expect(stylesOf(draw(card([], { size: "sm" })))).toContain("max-width:22.5rem");
    const done = draw(
      card([text("Sent")], { collapsed: true, status: { text: "Sent to Ann", icon: "mail" } }),
    );
    expect(done).toMatch(/<details.*<summary.*#mail.*Sent to Ann.*<\/summary>.*<p/s);
    expect(draw(card([], { theme: "dark" }))).toContain("color-scheme:dark");
  });

  it("doesn't load a favicon from another server", () => {
    const status = { text: "News", favicon: "https://news.example/icon.png" };
    expect(draw(card([], { status }))).not.toContain("news.example");
  });
});
