import { useRef, type ChangeEvent } from "react";
import type { DatePicker, Select } from "#app/chatkit/protocol/widget-types.ts";
import { useControl, useField, useNewDefault } from "./actions.ts";
import { fieldStyle } from "./field-style.ts";
import { fieldName } from "./form-values.ts";

/** One of several values, or a day: in the browser's own controls, which every phone makes its own. */
export function WidgetPicker({ node }: { node: Select | DatePicker }) {
  const control = useControl(node.disabled);
  const { hasLabel: _hasLabel, ...naming } = useField(node.name, node.placeholder);
  const select = useRef<HTMLSelectElement>(null);
  const date = useRef<HTMLInputElement>(null);
  const chosen = node.type === "DatePicker" ? day(node.defaultValue) : node.defaultValue;
  useNewDefault(chosen, () => {
    const field = select.current ?? date.current;
    if (field) field.value = chosen ?? "";
  });
  const shared = {
    ...naming,
    ...fieldName(node.name),
    className: `field ${node.block ? "" : "w-auto!"}`,
    style: fieldStyle(node),
    defaultValue: chosen ?? "",
    // Unlike a button it would be changed again by a key.
    disabled: control.disabled || control.isActing,
    "aria-busy": control.showsActing || undefined,
    onChange: ({ currentTarget }: ChangeEvent<HTMLSelectElement | HTMLInputElement>) =>
      control.run(node.onChangeAction, currentTarget, {
        auto: "self",
        own: [[node.name, currentTarget.value]],
      }),
  };
  if (node.type === "DatePicker")
    return <input {...shared} ref={date} type="date" min={day(node.min)} max={day(node.max)} />;
  return (
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
  );
}

/** The day of an ISO 8601 date or time. */
const day = (time: string | undefined): string | undefined => /^\d{4}-\d{2}-\d{2}/.exec(time ?? "")?.[0];
