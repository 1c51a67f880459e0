import { WIDGET_PROPS } from "#app/chatkit/protocol/widget-props/index.ts";

const { Badge, Button, Caption, Icon, Image, Row, Text, Title } = WIDGET_PROPS;

/** All values of props that have a list of them, so that the gallery shows the new ones, too. */
export const TEXT_SIZES = Text.shape.size.unwrap().options;
export const TITLE_SIZES = Title.shape.size.unwrap().options;
export const CAPTION_SIZES = Caption.shape.size.unwrap().options;
export const WEIGHTS = Text.shape.weight.unwrap().options;
export const EDGES = Text.shape.textAlign.unwrap().options;
export const BADGE_COLORS = Badge.shape.color.unwrap().options;
export const BADGE_VARIANTS = Badge.shape.variant.unwrap().options;
export const BADGE_SIZES = Badge.shape.size.unwrap().options;
export const ICON_SIZES = Icon.shape.size.unwrap().options;
export const FITS = Image.shape.fit.unwrap().options;
export const POSITIONS = Image.shape.position.unwrap().options;
export const BUTTON_COLORS = Button.shape.color.unwrap().options;
export const CONTROL_VARIANTS = Button.shape.variant.unwrap().options;
export const CONTROL_SIZES = Button.shape.size.unwrap().options;
export const ICON_SIZES_OF_BUTTONS = Button.shape.iconSize.unwrap().options;
export const ALIGNMENTS = Row.shape.align.unwrap().options;
export const JUSTIFICATIONS = Row.shape.justify.unwrap().options;
export const WRAPS = Row.shape.wrap.unwrap().options;
export const RADII = Row.shape.radius.unwrap().options;
export const LINES = ["solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset"] as const;
/** Colours of texts that have a meaning. */
export const TEXT_COLORS = [
  "prose",
  "primary",
  "emphasis",
  "secondary",
  "tertiary",
  "success",
  "warning",
  "danger",
];

export const DOT =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==";
/** A picture with a top and a left, so that its fit and its position can be seen. */
export const PICTURE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60"><rect width="120" height="60" fill="#2b6cb0"/><circle cx="20" cy="16" r="10" fill="#ffd54a"/><path d="M0 60 40 24l24 20 24-14 32 30z" fill="#1f4e79"/></svg>',
)}`;
