import { useRef, type ChangeEvent } from "react";
import type { DatePicker, Select } from "#app/chatkit/protocol/widget-types.ts";
import { useControl, useField, useNewDefault } from "./actions.ts";
import { fieldStyle } from "./field-style.ts";
import { fieldName } from "./form-values.ts";
import { ChangeButton, useFieldForm } from "./plain-form.tsx";

/** A select or a date picker, as native controls, which suit every device. */
export function WidgetPicker({ node }: { node: Select | DatePicker }) {
  const control = useControl(node.disabled);
  const { hasLabel: _hasLabel, ...naming } = useField(node.name, node.placeholder);
  const inForm = useFieldForm();
  const select = useRef<HTMLSelectElement>(null);
  const date = useRef<HTMLInputElement>(null);
  const defaultValue = node.type === "DatePicker" ? day(node.defaultValue) : node.defaultValue;
  useNewDefault(defaultValue, () => {
    const field = select.current ?? date.current;
    if (field) field.value = defaultValue ?? "";
  });
  const shared = {
    ...naming,
    ...fieldName(node.name),
    ...inForm,
    className: `field disabled:opacity-60 ${node.block ? "" : "w-auto!"}`,
    style: fieldStyle(node),
    defaultValue: defaultValue ?? "",
    // Disabled during its own action, unlike a button: its value could be changed again with the keyboard.
    disabled: control.disabled || control.isActing,
    "aria-busy": control.showsActing || undefined,
    onChange: ({ currentTarget }: ChangeEvent<HTMLSelectElement | HTMLInputElement>) =>
      void control.run(node.onChangeAction, currentTarget, {
        auto: "self",
        ownValues: [[node.name, currentTarget.value]],
      }),
  };
  const button = (
    <ChangeButton action={node.onChangeAction} label="OK" name={`OK: ${node.placeholder ?? node.name}`} />
  );
  if (node.type === "DatePicker")
    return (
      <>
        <input {...shared} ref={date} type="date" min={day(node.min)} max={day(node.max)} />
        {button}
      </>
    );
  return (
    <>
      <select {...shared} ref={select}>
        {(node.clearable || !node.defaultValue) && (
          <option value="" disabled={!node.clearable}>
            {node.placeholder ?? "Choose…"}
          </option>
        )}
        {node.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {button}
    </>
  );
}

/** The date of an ISO 8601 date or time. */
const day = (time: string | undefined): string | undefined => /^\d{4}-\d{2}-\d{2}/.exec(time ?? "")?.[0];
