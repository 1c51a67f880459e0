import { ICON_NAMES } from "#app/chatkit/protocol/icons.ts";
import type { WidgetRoot } from "#app/chatkit/protocol/widget-types.ts";
import * as W from "#app/chatkit/widgets/builders.ts";
import * as V from "./values.ts";

const SENTENCE =
  "A sentence that is long enough to be cut off, on a telephone as well as on a wide screen with room.";
const wrapped = { wrap: "wrap", gap: 2 } as const;

/** Texts, badges, icons and images. */
export const texts: WidgetRoot = W.card(
  [
    W.title("Titles"),
    ...V.TITLE_SIZES.map((size) => W.title(`Title ${size}`, { size })),
    W.title("Weights", { size: "sm" }),
    W.row(
      V.WEIGHTS.flatMap((weight) => [
        W.title(weight, { weight }),
        W.caption(weight, { weight }),
        W.text(weight, { weight }),
      ]),
      wrapped,
    ),
    ...V.EDGES.flatMap((textAlign) => [
      W.title(`Title at ${textAlign}`, { textAlign, size: "sm", color: "secondary" }),
      W.text(`Text at ${textAlign}`, { textAlign }),
      W.caption(`Caption at ${textAlign}`, { textAlign, color: { light: "#5a3d00", dark: "#f5d58a" } }),
    ]),
    W.title(SENTENCE, { truncate: true, size: "sm" }),
    W.title(SENTENCE, { maxLines: 2, size: "sm" }),
    W.text(SENTENCE, { truncate: true }),
    W.text(SENTENCE, { maxLines: 2 }),
    W.caption(SENTENCE, { truncate: true }),
    W.caption(SENTENCE, { maxLines: 2 }),
    ...V.TEXT_SIZES.map((size) => W.text(`Text ${size}`, { size })),
    ...V.CAPTION_SIZES.map((size) => W.caption(`Caption ${size}`, { size })),
    W.row(
      V.TEXT_COLORS.map((color) => W.text(color, { color, size: "sm" })),
      wrapped,
    ),
    W.text("Italic", { italic: true }),
    W.text("Done with", { lineThrough: true, color: "tertiary" }),
    W.text("As wide as 120 px, and two lines high", { width: 120, minLines: 3 }),
    W.text("Being written", { streaming: true, id: "text" }),
    W.markdown("Being **written**", { streaming: true, id: "markdown" }),
    W.markdown(
      "# A heading\n\nA paragraph with `code`, a [link](https://example.com) and\n\n1. a list\n2. of two\n\n> a quotation\n\n```js\nlet x = 1;\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |",
    ),
    W.text("Can be edited", { editable: false }),
    W.text("Edit me", {
      editable: {
        name: "edited",
        autoFocus: true,
        autoSelect: true,
        autoComplete: "name",
        allowAutofillExtensions: true,
        pattern: "[A-Z].*",
        placeholder: "A name",
        required: true,
      },
    }),
  ],
  { status: { text: "Texts", icon: "square-text" }, size: "lg" },
);

/** Badges, icons, images and what stands between. */
export const pictures: WidgetRoot = W.card(
  [
    ...V.BADGE_VARIANTS.map((variant) =>
      W.row(
        V.BADGE_COLORS.map((color) => W.badge(color, { color, variant })),
        wrapped,
      ),
    ),
    W.row(
      [...V.BADGE_SIZES.map((size) => W.badge(`Size ${size}`, { size })), W.badge("A pill", { pill: true })],
      wrapped,
    ),
    W.row(
      V.ICON_SIZES.map((size) => W.icon("bolt", { size, color: "discovery" })),
      wrapped,
    ),
    W.row(
      [...ICON_NAMES.map((name) => W.icon(name)), W.icon("lucide:truck"), W.icon("vendor:unknown")],
      wrapped,
    ),
    W.row(
      V.FITS.map((fit) => W.image(V.PICTURE, { alt: `Fit ${fit}`, width: 48, height: 48, fit })),
      wrapped,
    ),
    W.row(
      V.POSITIONS.map((position) =>
        W.image(V.PICTURE, { alt: `At ${position}`, size: 48, fit: "cover", position }),
      ),
      wrapped,
    ),
    W.row(
      V.RADII.map((radius) => W.image(V.PICTURE, { alt: `Radius ${radius}`, size: 48, radius })),
      wrapped,
    ),
    W.image(V.PICTURE, {
      alt: "Framed",
      frame: true,
      aspectRatio: "2 / 1",
      minWidth: 60,
      maxWidth: 160,
      minHeight: 30,
      maxHeight: 80,
      margin: { x: 1 },
    }),
    W.image(V.PICTURE, {
      alt: "As wide as the card",
      flush: true,
      width: "100%",
      height: 60,
      minSize: 20,
      maxSize: "100%",
    }),
    W.image("https://pictures.example/cat.png", { alt: "An image of another site, which is a link" }),
    W.divider(),
    W.divider({ color: "strong", size: 2, spacing: 2, flush: true }),
    W.row([W.text("Between"), W.spacer(), W.text("and"), W.spacer({ minSize: 12 }), W.text("after")]),
  ],
  { status: { text: "Pictures", favicon: V.DOT, frame: true }, size: "lg" },
);
