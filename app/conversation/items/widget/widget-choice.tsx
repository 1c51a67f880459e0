import { useRef } from "react";
import type { Checkbox, RadioGroup } from "#app/chatkit/protocol/widget-types.ts";
import { useControl, useField, useNewDefault, type Values } from "./actions.ts";
import { fieldName } from "./form-values.ts";
import { ChangeButton, useFieldForm } from "./plain-form.tsx";

/** The label of a disabled field looks disabled, too. */
const LABEL = "inline-flex min-h-8 items-center gap-2 has-disabled:opacity-60";

export function WidgetCheckbox({ node }: { node: Checkbox }) {
  const control = useControl(node.disabled);
  const { hasLabel: _hasLabel, ...naming } = useField(node.name, undefined);
  const inForm = useFieldForm();
  const box = useRef<HTMLInputElement>(null);
  const isChecked = node.defaultChecked ?? false;
  useNewDefault(isChecked, () => {
    if (box.current) box.current.checked = isChecked;
  });
  const change = async (input: HTMLInputElement) => {
    const { checked } = input;
    const ownValues: Values = [[node.name, checked]];
    const isDone = await control.run(node.onChangeAction, input, { auto: "none", ownValues });
    // What failed didn't change anything.
    if (!isDone && input.checked === checked) input.checked = !checked;
  };
  const label = (
    <label className={`${LABEL} relative z-1`}>
      <input
        {...naming}
        {...inForm}
        {...fieldName(node.name)}
        ref={box}
        type="checkbox"
        className="size-4.5 flex-none accent-accent-strong"
        aria-label={node.label ? undefined : naming["aria-label"]}
        defaultChecked={isChecked}
        required={node.required}
        disabled={control.disabled || (control.waits && node.onChangeAction !== undefined)}
        aria-disabled={control.isActing || undefined}
        aria-busy={control.showsActing || undefined}
        onClick={(event) => {
          if (control.isActing) event.preventDefault();
        }}
        onChange={({ currentTarget }) => void change(currentTarget)}
      />
      {node.label}
    </label>
  );
  if (!node.onChangeAction) return label;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3">
      {label}
      <ChangeButton
        action={node.onChangeAction}
        label={isChecked ? "Untick" : "Tick"}
        name={`${isChecked ? "Untick" : "Tick"} ${node.label || (naming["aria-label"] ?? "")}`}
      />
    </span>
  );
}

export function WidgetRadioGroup({ node }: { node: RadioGroup }) {
  const control = useControl(node.disabled);
  const { id, hasLabel, "aria-label": name } = useField(node.name, node.ariaLabel);
  const inForm = useFieldForm();
  const fieldset = useRef<HTMLFieldSetElement>(null);
  useNewDefault(node.defaultValue, () => {
    for (const radio of fieldset.current?.querySelectorAll("input") ?? [])
      radio.checked = radio.value === node.defaultValue;
  });
  return (
    <fieldset
      ref={fieldset}
      id={id}
      {...inForm}
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
            {...inForm}
            type="radio"
            value={value}
            className="size-4.5 flex-none accent-accent-strong"
            disabled={disabled}
            required={node.required}
            defaultChecked={node.defaultValue === value}
            onClick={(event) => {
              if (control.isActing) event.preventDefault();
            }}
            onChange={({ currentTarget }) =>
              void control.run(node.onChangeAction, currentTarget, {
                auto: "none",
                ownValues: [[node.name, value]],
              })
            }
          />
          {label}
        </label>
      ))}
      <ChangeButton
        action={node.onChangeAction}
        label="OK"
        name={`OK: ${node.ariaLabel ?? name ?? node.name}`}
      />
    </fieldset>
  );
}
