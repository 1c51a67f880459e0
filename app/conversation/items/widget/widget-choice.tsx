import { useId, useRef } from "react";
import type { Checkbox, RadioGroup } from "#app/chatkit/protocol/widget-types.ts";
import { useControl, useField, useNewDefault } from "./actions.ts";
import { fieldName } from "./form-values.ts";

/** The label of a disabled field looks disabled, too. */
const LABEL = "inline-flex min-h-8 items-center gap-2 has-disabled:opacity-60";

export function WidgetCheckbox({ node }: { node: Checkbox }) {
  const control = useControl(node.disabled);
  const { hasLabel: _hasLabel, ...naming } = useField(node.name, undefined);
  const box = useRef<HTMLInputElement>(null);
  const isChecked = node.defaultChecked ?? false;
  useNewDefault(isChecked, () => {
    if (box.current) box.current.checked = isChecked;
  });
  return (
    <label className={`${LABEL} relative z-1`}>
      <input
        {...naming}
        {...fieldName(node.name)}
        ref={box}
        type="checkbox"
        className="size-4.5 flex-none accent-accent-strong"
        aria-label={node.label ? undefined : naming["aria-label"]}
        defaultChecked={isChecked}
        required={node.required}
        disabled={control.disabled}
        aria-disabled={control.isActing || undefined}
        aria-busy={control.showsActing || undefined}
        onClick={(event) => {
          if (control.isActing) event.preventDefault();
        }}
        onChange={({ currentTarget }) =>
          control.run(node.onChangeAction, currentTarget, {
            auto: "none",
            ownValues: [[node.name, currentTarget.checked]],
          })
        }
      />
      {node.label}
    </label>
  );
}

export function WidgetRadioGroup({ node }: { node: RadioGroup }) {
  const control = useControl(node.disabled);
  const { id, hasLabel, "aria-label": name } = useField(node.name, node.ariaLabel);
  // A name of its own: radio groups of the same name, in two widgets, would be one group to the browser.
  const group = useId();
  const fieldset = useRef<HTMLFieldSetElement>(null);
  useNewDefault(node.defaultValue, () => {
    for (const radio of fieldset.current?.querySelectorAll("input") ?? [])
      radio.checked = radio.value === node.defaultValue;
  });
  return (
    <fieldset
      ref={fieldset}
      id={id}
      role="radiogroup"
      className={`flex gap-x-4 gap-y-1 ${node.direction === "col" ? "flex-col items-start" : "flex-wrap"}`}
      aria-label={name}
      aria-labelledby={hasLabel ? `${id}-label` : undefined}
      aria-required={node.required}
      aria-busy={control.showsActing || undefined}
      disabled={control.disabled}
    >
      {(node.options ?? []).map(({ value, label, disabled }) => (
        <label key={value} className={LABEL}>
          <input
            {...fieldName(node.name)}
            type="radio"
            name={group}
            value={value}
            className="size-4.5 flex-none accent-accent-strong"
            disabled={disabled}
            required={node.required}
            defaultChecked={node.defaultValue === value}
            onClick={(event) => {
              if (control.isActing) event.preventDefault();
            }}
            onChange={({ currentTarget }) =>
              control.run(node.onChangeAction, currentTarget, {
                auto: "none",
                ownValues: [[node.name, value]],
              })
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
