import type { IconName } from "./icons.ts";
import type {
  BlockStyle,
  CaptionSize,
  Color,
  IconSize,
  Identity,
  Length,
  TextSize,
  TextStyle,
  TitleSize,
} from "./widget-style.ts";

/** Text and pictures. */
export interface Title extends Identity, TextStyle {
  type: "Title";
  size?: TitleSize;
}

export interface Caption extends Identity, TextStyle {
  type: "Caption";
  size?: CaptionSize;
}

export interface EditableText {
  name: string;
  autoFocus?: boolean;
  autoSelect?: boolean;
  autoComplete?: string;
  allowAutofillExtensions?: boolean;
  pattern?: string;
  placeholder?: string;
  required?: boolean;
}

export interface Text extends Identity, TextStyle {
  type: "Text";
  streaming?: boolean;
  italic?: boolean;
  lineThrough?: boolean;
  width?: Length;
  size?: TextSize;
  minLines?: number;
  editable?: false | EditableText;
}

export interface Markdown extends Identity {
  type: "Markdown";
  value: string;
  streaming?: boolean;
}

export interface Icon extends Identity {
  type: "Icon";
  name: IconName;
  color?: Color;
  size?: IconSize;
}

export interface Image extends Identity, BlockStyle {
  type: "Image";
  src: string;
  alt?: string;
  frame?: boolean;
  fit?: "cover" | "contain" | "fill" | "scale-down" | "none";
  position?:
    | "top left"
    | "top"
    | "top right"
    | "left"
    | "center"
    | "right"
    | "bottom left"
    | "bottom"
    | "bottom right";
  flush?: boolean;
}
