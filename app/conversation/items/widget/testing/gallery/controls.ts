import type { WidgetRoot } from "#app/chatkit/protocol/widget-types.ts";
import * as W from "#app/chatkit/widgets/builders.ts";
import * as V from "./values.ts";

const press = W.action("press", { at: "gallery" });
const options = [
  { value: "r", label: "Red" },
  { value: "b", label: "Blue" },
];
const wrapped = { wrap: "wrap", gap: 2 } as const;

/** Buttons in all colours, sizes and states. */
export const buttons: WidgetRoot = W.card(
  [
    ...V.CONTROL_VARIANTS.map((variant) =>
      W.row(
        V.BUTTON_COLORS.map((color) => W.button(color, { color, variant, onClickAction: press })),
        wrapped,
      ),
    ),
    W.row(
      V.CONTROL_SIZES.map((size) => W.button(size, { size, onClickAction: press })),
      wrapped,
    ),
    W.row(
      V.ICON_SIZES_OF_BUTTONS.map((iconSize) =>
        W.button(`Icon ${iconSize}`, { iconSize, iconStart: "bolt", onClickAction: press }),
      ),
      wrapped,
    ),
    W.row(
      [
        W.button("Primary", { style: "primary", onClickAction: press }),
        W.button("Secondary", { style: "secondary", onClickAction: press }),
        W.button("Pill", { pill: true, iconEnd: "chevron-right", onClickAction: press }),
        W.iconButton("plus", { onClickAction: press }),
        W.iconButton("mail", { pill: true, variant: "soft", onClickAction: press }),
      ],
      wrapped,
    ),
    W.row(
      V.CONTROL_VARIANTS.map((variant) =>
        W.button(`Off, ${variant}`, { variant, disabled: true, style: "primary" }),
      ),
      wrapped,
    ),
    W.button("As wide as the card", {
      block: true,
      onClickAction: W.action("press", {}, { loadingBehavior: "self", streaming: true, handler: "server" }),
    }),
    W.button(
      "A label that is far too long for the button that it stands on, wherever that is shown to somebody",
      { onClickAction: W.action("press", {}, { loadingBehavior: "auto" }) },
    ),
    W.button("The whole widget waits", {
      onClickAction: W.action("press", {}, { loadingBehavior: "container" }),
    }),
  ],
  { status: { text: "Buttons", icon: "bolt" }, size: "lg" },
);

/** Fields of forms, in all sizes and states. */
export const fields: WidgetRoot = W.card(
  [
    W.form(
      [
        ...V.TEXT_SIZES.map((size, index) => W.label(`Label ${size}`, `label-${index}`, { size })),
        ...V.TEXT_SIZES.map((size, index) =>
          W.input(`label-${index}`, { placeholder: `For the label ${size}` }),
        ),
        ...V.WEIGHTS.map((weight, index) =>
          W.label(weight, `weight-${index}`, { weight, color: "secondary" }),
        ),
        ...V.EDGES.map((textAlign) => W.label(`Label at ${textAlign}`, "label-0", { textAlign })),
        ...V.WEIGHTS.map((weight, index) =>
          W.input(`weight-${index}`, { defaultValue: weight, variant: index % 2 ? "soft" : "outline" }),
        ),
        ...(["number", "email", "text", "password", "tel", "url"] as const).map((inputType) =>
          W.input(`type-${inputType}`, { inputType, placeholder: inputType }),
        ),
        ...V.CONTROL_SIZES.map((size) => W.input(`input-${size}`, { size, placeholder: `Input ${size}` })),
        ...(["2xs", "xs", "sm", "md", "lg", "xl"] as const).map((gutterSize) =>
          W.input(`gutter-${gutterSize}`, { gutterSize, placeholder: `Gutter ${gutterSize}` }),
        ),
        W.input("states", {
          required: true,
          pattern: "[a-z]+",
          pill: true,
          allowAutofillExtensions: true,
          autoSelect: true,
          autoFocus: true,
          placeholder: "Required",
        }),
        W.input("off", { disabled: true, defaultValue: "Off" }),
        W.button("Submit", { submit: true, style: "primary" }),
      ],
      { direction: "col", onSubmitAction: W.action("form.save"), gap: 2 },
    ),
    W.form([W.input("short", { placeholder: "In a row" }), W.button("Go", { submit: true })], {
      direction: "row",
      onSubmitAction: W.action("form.row"),
    }),
  ],
  { status: { text: "Fields" }, size: "lg" },
);

/** Areas, choices and dates. */
export const choices: WidgetRoot = W.card(
  [
    ...V.CONTROL_SIZES.map((size) =>
      W.textarea(`area-${size}`, { size, rows: 1, placeholder: `Textarea ${size}` }),
    ),
    ...(["2xs", "xs", "sm", "md", "lg", "xl"] as const).map((gutterSize) =>
      W.textarea(`area-gutter-${gutterSize}`, { gutterSize, rows: 1, placeholder: `Gutter ${gutterSize}` }),
    ),
    W.textarea("grows", {
      rows: 2,
      autoResize: true,
      maxRows: 6,
      variant: "soft",
      defaultValue: "One\nTwo\nThree",
      required: true,
      autoSelect: true,
      autoFocus: true,
      pattern: ".+",
      allowAutofillExtensions: true,
    }),
    W.textarea("area-off", { variant: "outline", disabled: true, placeholder: "Off" }),
    W.row(
      V.CONTROL_VARIANTS.map((variant) =>
        W.select(`select-${variant}`, options, { variant, placeholder: variant }),
      ),
      wrapped,
    ),
    W.row(
      V.CONTROL_SIZES.map((size) => W.select(`select-${size}`, options, { size, placeholder: size })),
      wrapped,
    ),
    W.select("select-all", options, {
      defaultValue: "b",
      clearable: true,
      pill: true,
      block: true,
      onChangeAction: press,
    }),
    W.select("select-off", options, { disabled: true, placeholder: "Off" }),
    W.row(
      V.CONTROL_VARIANTS.map((variant) => W.datePicker(`date-${variant}`, { variant, placeholder: variant })),
      wrapped,
    ),
    W.row(
      V.CONTROL_SIZES.map((size) => W.datePicker(`date-${size}`, { size, placeholder: size })),
      wrapped,
    ),
    ...(["top", "bottom", "left", "right"] as const).map((side) =>
      W.datePicker(`date-${side}`, { side, placeholder: `Opens at the ${side}` }),
    ),
    ...V.EDGES.map((align) => W.datePicker(`date-at-${align}`, { align, placeholder: `Opens at ${align}` })),
    W.datePicker("date-all", {
      defaultValue: "2026-10-05T12:00:00Z",
      min: "2026-10-01",
      max: "2026-10-31",
      clearable: true,
      pill: true,
      block: true,
      onChangeAction: press,
      placeholder: "Day",
    }),
    W.datePicker("date-off", { disabled: true, placeholder: "Off" }),
    W.checkbox("checked", { label: "Ticked", defaultChecked: true, onChangeAction: press }),
    W.checkbox("unchecked", { label: "Required", required: true }),
    W.checkbox("no-label"),
    W.checkbox("check-off", { label: "Off", disabled: true, defaultChecked: true }),
    W.radioGroup("radio-row", options, {
      direction: "row",
      defaultValue: "b",
      ariaLabel: "Colour",
      onChangeAction: press,
    }),
    W.radioGroup("radio-col", [...options, { value: "x", label: "Sold out", disabled: true }], {
      direction: "col",
      required: true,
      ariaLabel: "Colour below each other",
    }),
    W.radioGroup("radio-off", options, { disabled: true, ariaLabel: "Colour that is off" }),
  ],
  { status: { text: "Choices" }, size: "lg" },
);
