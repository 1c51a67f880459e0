import type { WidgetRoot } from "#app/chatkit/protocol/widget-types.ts";
import { charts } from "./charts.ts";
import { buttons, choices, fields } from "./controls.ts";
import { cards, layout } from "./layout.ts";
import { pictures, texts } from "./texts.ts";

/** Every component of ChatKit in each of its states. A test holds it to the published types. */
export const GALLERY: Readonly<Record<string, WidgetRoot>> = {
  texts,
  pictures,
  cards,
  layout,
  buttons,
  fields,
  choices,
  charts,
};
