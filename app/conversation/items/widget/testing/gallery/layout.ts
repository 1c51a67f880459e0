import type { WidgetRoot } from "#app/chatkit/protocol/widget-types.ts";
import * as W from "#app/chatkit/widgets/builders.ts";
import * as V from "./values.ts";

const small = (value: string) => W.text(value, { size: "sm" });
const tile = (value: string) =>
  W.box([small(value)], { background: "surface-tertiary", padding: 1, radius: "sm" });

/** Cards in all sizes and states. */
export const cards: WidgetRoot = W.basic(
  [
    ...(["sm", "md", "lg", "full"] as const).map((size) =>
      W.card([W.text(`A card of size ${size}`)], { size }),
    ),
    W.card([W.input("name", { placeholder: "Name" })], {
      asForm: true,
      status: { text: "A form", icon: "write" },
      confirm: { label: "Save", action: W.action("save") },
      cancel: {
        label: "Cancel",
        action: W.action("cancel", {}, { handler: "client", loadingBehavior: "none" }),
      },
    }),
    W.card([W.text("Folded")], {
      collapsed: true,
      status: { text: "Done: unfold to see it", icon: "check-circle-filled" },
    }),
    W.card([W.text("Folded, without a status")], { collapsed: true }),
    W.card([W.text("Light in both themes"), W.caption("With a caption")], { theme: "light" }),
    W.card([W.text("Dark in both themes"), W.caption("With a caption")], {
      theme: "dark",
      background: "surface-elevated",
    }),
    W.card([W.text("A background for each theme")], {
      background: { light: "blue-100", dark: "blue-900" },
      padding: { x: 6, y: 2 },
    }),
    W.card([W.text("Borders")], { border: { size: 2, color: "strong", style: "dashed" }, padding: "1rem" }),
    W.card([], { status: { text: "Empty" } }),
  ],
  { gap: 3, padding: 1, align: "stretch", justify: "start", direction: "col" },
);

/** Rows, columns, boxes, lists and tables. */
export const layout: WidgetRoot = W.basic(
  [
    W.card(
      [
        ...V.ALIGNMENTS.map((align) =>
          W.row([tile(align), W.title("Aa", { size: "xl" })], { align, gap: 2 }),
        ),
        ...V.JUSTIFICATIONS.map((justify) => W.row([tile(justify), tile("b")], { justify })),
        ...V.WRAPS.map((wrap) =>
          W.row(["wraps", "like", wrap, "or", "not"].map(tile), { wrap, maxWidth: 160 }),
        ),
        ...V.ALIGNMENTS.map((align) =>
          W.col([tile(align)], { align, justify: "center", wrap: "nowrap", gap: 1 }),
        ),
        W.row(
          V.RADII.map((radius) => W.box([], { size: 28, radius, background: "blue-500" })),
          { wrap: "wrap", gap: 2 },
        ),
        W.row(
          V.LINES.map((style) =>
            W.box([small(style)], { border: { size: 3, style, color: "gray-500" }, padding: 1 }),
          ),
          { wrap: "wrap" },
        ),
        W.box([small("One"), small("Two")], {
          direction: "row",
          border: { x: 2, bottom: { size: 1 } },
          padding: { left: 4, y: 1 },
          margin: { top: 2 },
        }),
        W.box([small("Under each other")], {
          direction: "col",
          background: { light: "yellow-50", dark: "yellow-900" },
          border: 1,
          padding: 2,
        }),
        W.row(
          [
            W.box([small("flex 2")], { flex: 2, border: 1 }),
            W.box([small("flex 1")], { flex: 1, border: 1 }),
          ],
          { gap: 1 },
        ),
        W.box([small("Between sizes")], {
          minHeight: 40,
          maxHeight: 60,
          minWidth: 40,
          maxWidth: "60%",
          height: 44,
          width: "50%",
          border: 1,
        }),
        W.box([small("2 : 1")], { width: 80, aspectRatio: 2, border: 1, minSize: 10, maxSize: 200 }),
        W.transition(W.text("Fades in when it changes", { key: "a" })),
      ],
      { size: "lg", status: { text: "Layout" } },
    ),
    W.listView(
      ["One", "Two", "Three"].map((name) =>
        W.listViewItem([small(name), W.spacer(), W.badge("New")], {
          onClickAction: W.action("open"),
          gap: 4,
          align: "center",
        }),
      ),
      { limit: 2, status: { text: "A list", icon: "batch" } },
    ),
    W.listView(
      V.ALIGNMENTS.map((align) => W.listViewItem([small(align), W.title("Aa")], { align, gap: "12px" })),
      { limit: "auto", theme: "dark" },
    ),
    W.listView([], { theme: "light", status: { text: "An empty list" } }),
    W.card(
      [
        W.table([
          W.tableRow(
            V.EDGES.map((align) => W.tableCell([small(`Column ${align}`)], { align, vAlign: "end" })),
            { header: true },
          ),
          W.tableRow(
            V.EDGES.map((vAlign) =>
              W.tableCell([small(`Cell ${vAlign}`)], { vAlign, align: vAlign, padding: { y: 3 } }),
            ),
          ),
          W.tableRow([
            W.tableCell([small("Two columns")], { colSpan: 2 }),
            W.tableCell([small("Two rows")], { rowSpan: 2, width: 80 }),
          ]),
          W.tableRow([W.tableCell([small("a")]), W.tableCell([W.badge("b")])]),
        ]),
        W.table([
          W.tableRow(
            (["xs", "sm", "md", "lg", "xl"] as const).map((colSize) =>
              W.tableCell([small(colSize)], { colSize }),
            ),
          ),
        ]),
      ],
      { size: "full" },
    ),
    W.basic([small("Light in both themes")], { theme: "light", direction: "row", padding: 2 }),
    W.basic([small("Dark in both themes")], { theme: "dark", padding: 2 }),
  ],
  { direction: "col", gap: 3, align: "start", justify: "start" },
);
