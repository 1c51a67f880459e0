import { z } from "zod";
import { IconName } from "../icons.ts";
import { component } from "./component.ts";
import {
  action,
  Color,
  ControlSize,
  ControlVariant,
  Direction,
  Edge,
  FieldVariant,
  flag,
  GutterSize,
  string,
  TextSize,
  Weight,
} from "./values.ts";

const option = { value: z.string(), label: z.string() };

const FIELD = {
  name: z.string(),
  defaultValue: string,
  required: flag,
  pattern: string,
  placeholder: string,
  allowAutofillExtensions: flag,
  autoSelect: flag,
  autoFocus: flag,
  disabled: flag,
  variant: FieldVariant.optional(),
  size: ControlSize.optional(),
  gutterSize: GutterSize.optional(),
};

const PICKER = {
  name: z.string(),
  onChangeAction: action,
  placeholder: string,
  defaultValue: string,
  variant: ControlVariant.optional(),
  size: ControlSize.optional(),
  pill: flag,
  block: flag,
  clearable: flag,
  disabled: flag,
};

/** Buttons and the fields of forms. */
export const CONTROLS = {
  Button: component("Button", {
    submit: flag,
    label: string,
    onClickAction: action,
    iconStart: IconName.optional(),
    iconEnd: IconName.optional(),
    style: z.enum(["primary", "secondary"]).optional(),
    iconSize: z.enum(["sm", "md", "lg", "xl", "2xl"]).optional(),
    color: z
      .enum(["primary", "secondary", "info", "discovery", "success", "caution", "warning", "danger"])
      .optional(),
    variant: ControlVariant.optional(),
    size: ControlSize.optional(),
    pill: flag,
    uniform: flag,
    block: flag,
    disabled: flag,
  }),
  Input: component("Input", {
    ...FIELD,
    inputType: z.enum(["number", "email", "text", "password", "tel", "url"]).optional(),
    pill: flag,
  }),
  Textarea: component("Textarea", {
    ...FIELD,
    rows: z.number().optional(),
    autoResize: flag,
    maxRows: z.number().optional(),
  }),
  Select: component("Select", { ...PICKER, options: z.array(z.strictObject(option)) }),
  DatePicker: component("DatePicker", {
    ...PICKER,
    min: string,
    max: string,
    side: z.enum(["top", "bottom", "left", "right"]).optional(),
    align: Edge.optional(),
  }),
  Checkbox: component("Checkbox", {
    name: z.string(),
    label: string,
    defaultChecked: flag,
    onChangeAction: action,
    disabled: flag,
    required: flag,
  }),
  RadioGroup: component("RadioGroup", {
    name: z.string(),
    options: z.array(z.strictObject({ ...option, disabled: flag })).optional(),
    ariaLabel: string,
    onChangeAction: action,
    defaultValue: string,
    direction: Direction.optional(),
    disabled: flag,
    required: flag,
  }),
  Label: component("Label", {
    value: z.string(),
    fieldName: z.string(),
    size: TextSize.optional(),
    weight: Weight.optional(),
    textAlign: Edge.optional(),
    color: Color.optional(),
  }),
};
