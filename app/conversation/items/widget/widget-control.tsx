import type {
  Button,
  Checkbox,
  DatePicker,
  Input,
  RadioGroup,
  Select,
  Textarea,
} from "#app/chatkit/protocol/widget-controls.ts";
import { useWidgetActions } from "./actions.ts";

type Control = Button | Checkbox | Input | Textarea | Select | RadioGroup | DatePicker;

/** What can be done in a widget, in the browser's own controls. */
export function WidgetControl({ node }: { node: Control }) {
  const { disabled: nothingGoes, run } = useWidgetActions();
  const disabled = nothingGoes || (node.disabled ?? false);
  switch (node.type) {
    case "Button":
      return (
        <button
          type={node.submit ? "submit" : "button"}
          className={node.style === "primary" ? "button-primary" : "button"}
          disabled={disabled}
          onClick={() => run(node.onClickAction)}
        >
          {node.label ?? node.iconStart ?? "Go"}
        </button>
      );
    case "Checkbox":
      return (
        <label className="inline-flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            name={node.name}
            className="size-4.5 accent-accent-strong"
            defaultChecked={node.defaultChecked}
            disabled={disabled}
            aria-label={node.label ? undefined : node.name}
            onChange={(event) => run(node.onChangeAction, { [node.name]: event.currentTarget.checked })}
          />
          {node.label}
        </label>
      );
    case "Textarea":
      return (
        <textarea
          name={node.name}
          className="field"
          rows={node.rows ?? 3}
          aria-label={node.placeholder ?? node.name}
          placeholder={node.placeholder}
          defaultValue={node.defaultValue}
          disabled={disabled}
          required={node.required}
        />
      );
    case "Input":
    case "DatePicker":
      return (
        <input
          name={node.name}
          type={node.type === "DatePicker" ? "date" : (node.inputType ?? "text")}
          className="field"
          aria-label={node.placeholder ?? node.name}
          placeholder={node.placeholder}
          defaultValue={node.type === "DatePicker" ? node.defaultValue?.slice(0, 10) : node.defaultValue}
          disabled={disabled}
          required={node.type === "Input" ? node.required : undefined}
          onChange={(event) => {
            if (node.type === "DatePicker")
              run(node.onChangeAction, { [node.name]: event.currentTarget.value });
          }}
        />
      );
    case "Select":
      return (
        <select
          name={node.name}
          className="field"
          aria-label={node.placeholder ?? node.name}
          defaultValue={node.defaultValue}
          disabled={disabled}
          onChange={(event) => run(node.onChangeAction, { [node.name]: event.currentTarget.value })}
        >
          {node.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      );
    case "RadioGroup":
      return (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1" disabled={disabled}>
          <legend className="sr-only">{node.ariaLabel ?? node.name}</legend>
          {(node.options ?? []).map(({ value, label, disabled: off }) => (
            <label key={value} className="inline-flex min-h-8 items-center gap-2">
              <input
                type="radio"
                name={node.name}
                value={value}
                disabled={off}
                defaultChecked={node.defaultValue === value}
                onChange={() => run(node.onChangeAction, { [node.name]: value })}
              />
              {label}
            </label>
          ))}
        </fieldset>
      );
  }
}
