import type * as Controls from "../protocol/widget-controls.ts";

/** What a builder takes besides what it is given by position. */
export type Props<Component, Given extends keyof Component = never> = Omit<Component, "type" | Given>;

export const badge = (label: string, props?: Props<Controls.Badge, "label">): Controls.Badge => ({
  type: "Badge",
  label,
  ...props,
});

export const button = (label: string, props?: Props<Controls.Button, "label">): Controls.Button => ({
  type: "Button",
  label,
  ...props,
});

/** A button of an icon alone. */
export const iconButton = (
  name: NonNullable<Controls.Button["iconStart"]>,
  props?: Props<Controls.Button, "iconStart" | "label">,
): Controls.Button => ({ type: "Button", iconStart: name, uniform: true, ...props });

export const checkbox = (name: string, props?: Props<Controls.Checkbox, "name">): Controls.Checkbox => ({
  type: "Checkbox",
  name,
  ...props,
});

export const input = (name: string, props?: Props<Controls.Input, "name">): Controls.Input => ({
  type: "Input",
  name,
  ...props,
});

export const textarea = (name: string, props?: Props<Controls.Textarea, "name">): Controls.Textarea => ({
  type: "Textarea",
  name,
  ...props,
});

export const select = (
  name: string,
  options: Controls.Select["options"],
  props?: Props<Controls.Select, "name" | "options">,
): Controls.Select => ({ type: "Select", name, options, ...props });

export const radioGroup = (
  name: string,
  options: NonNullable<Controls.RadioGroup["options"]>,
  props?: Props<Controls.RadioGroup, "name" | "options">,
): Controls.RadioGroup => ({ type: "RadioGroup", name, options, ...props });

export const datePicker = (
  name: string,
  props?: Props<Controls.DatePicker, "name">,
): Controls.DatePicker => ({
  type: "DatePicker",
  name,
  ...props,
});

export const label = (
  value: string,
  fieldName: string,
  props?: Props<Controls.Label, "value" | "fieldName">,
): Controls.Label => ({ type: "Label", value, fieldName, ...props });
