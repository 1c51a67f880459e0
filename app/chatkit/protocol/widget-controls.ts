import type { IconName } from "./icons.ts";
import type {
  ActionConfig,
  Color,
  ControlSize,
  ControlVariant,
  Direction,
  GutterSize,
  Identity,
  TextAlign,
  TextSize,
  Weight,
} from "./widget-style.ts";

/** Buttons, badges and form fields; `name` is the key a form sends the field's value under. */
export interface Badge extends Identity {
  type: "Badge";
  label: string;
  color?: "secondary" | "success" | "danger" | "warning" | "info" | "discovery";
  variant?: "solid" | "soft" | "outline";
  size?: "sm" | "md" | "lg";
  pill?: boolean;
}

export interface Button extends Identity {
  type: "Button";
  label?: string;
  submit?: boolean;
  onClickAction?: ActionConfig;
  iconStart?: IconName;
  iconEnd?: IconName;
  iconSize?: "sm" | "md" | "lg" | "xl" | "2xl";
  style?: "primary" | "secondary";
  color?: "primary" | "secondary" | "info" | "discovery" | "success" | "caution" | "warning" | "danger";
  variant?: ControlVariant;
  size?: ControlSize;
  pill?: boolean;
  uniform?: boolean;
  block?: boolean;
  disabled?: boolean;
}

interface TextField extends Identity {
  name: string;
  defaultValue?: string;
  required?: boolean;
  pattern?: string;
  placeholder?: string;
  allowAutofillExtensions?: boolean;
  autoSelect?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
  variant?: "soft" | "outline";
  size?: ControlSize;
  gutterSize?: GutterSize;
}

export interface Input extends TextField {
  type: "Input";
  inputType?: "number" | "email" | "text" | "password" | "tel" | "url";
  pill?: boolean;
}

export interface Textarea extends TextField {
  type: "Textarea";
  rows?: number;
  autoResize?: boolean;
  maxRows?: number;
}

interface Picker extends Identity {
  name: string;
  onChangeAction?: ActionConfig;
  placeholder?: string;
  defaultValue?: string;
  variant?: ControlVariant;
  size?: ControlSize;
  pill?: boolean;
  block?: boolean;
  clearable?: boolean;
  disabled?: boolean;
}

export interface Select extends Picker {
  type: "Select";
  options: { value: string; label: string }[];
}

/** `defaultValue`, `min` and `max` are ISO 8601. */
export interface DatePicker extends Picker {
  type: "DatePicker";
  min?: string;
  max?: string;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
}

export interface Checkbox extends Identity {
  type: "Checkbox";
  name: string;
  label?: string;
  defaultChecked?: boolean;
  onChangeAction?: ActionConfig;
  disabled?: boolean;
  required?: boolean;
}

export interface RadioGroup extends Identity {
  type: "RadioGroup";
  name: string;
  options?: { label: string; value: string; disabled?: boolean }[];
  ariaLabel?: string;
  onChangeAction?: ActionConfig;
  defaultValue?: string;
  direction?: Direction;
  disabled?: boolean;
  required?: boolean;
}

export interface Label extends Identity {
  type: "Label";
  value: string;
  fieldName: string;
  size?: TextSize;
  weight?: Weight;
  textAlign?: TextAlign;
  color?: Color;
}
