import { useRef, type CSSProperties } from "react";
import type { EditableText as Editable, Input, Text, Textarea } from "#app/chatkit/protocol/widget-types.ts";
import { useControl, useField, useNewDefault } from "./actions.ts";
import { oneOf } from "./css-values.ts";
import { fieldStyle } from "./field-style.ts";
import { fieldName } from "./form-values.ts";
import { useFieldForm } from "./plain-form.tsx";

const TYPES = ["number", "email", "text", "password", "tel", "url"] as const;

/** Text fields. `autoFocus` is ignored, so that a widget can't take the focus from the user. */
export function WidgetInput({ node }: { node: Input }) {
  return <TextField node={node} type={oneOf(TYPES, node.inputType) ?? "text"} style={fieldStyle(node)} />;
}

export function WidgetTextarea({ node }: { node: Textarea }) {
  const rows = node.rows ?? 3;
  const maxHeight = node.maxRows ? `${Number(node.maxRows) * 1.5 + 0.75}rem` : undefined;
  return (
    <TextField
      node={node}
      rows={rows}
      isGrowing={node.autoResize ?? false}
      style={{ ...fieldStyle(node), maxHeight }}
    />
  );
}

/** A text that can be edited in place. */
export function EditableText({ node, editable }: { node: Text; editable: Editable }) {
  const rows = Math.max(Number(node.minLines ?? 1), 1);
  const field = { ...editable, defaultValue: node.value };
  return <TextField node={field} {...(rows > 1 ? { rows, isGrowing: true } : { type: "text" })} />;
}

interface TextFieldProps {
  node: Omit<Partial<Input>, "type"> & { name: string; autoComplete?: string };
  /** The input's type, for a single line. */
  type?: string;
  /** The number of rows, for a textarea. */
  rows?: number;
  isGrowing?: boolean;
  style?: CSSProperties;
}

function TextField({ node, type, rows, isGrowing, style }: TextFieldProps) {
  const { disabled, isActing } = useControl(node.disabled);
  const { hasLabel: _hasLabel, ...naming } = useField(node.name, node.placeholder);
  const inForm = useFieldForm();
  const input = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  useNewDefault(node.defaultValue, () => {
    const field = input.current ?? area.current;
    if (field) field.value = node.defaultValue ?? "";
  });
  const shared = {
    ...naming,
    ...fieldName(node.name),
    ...inForm,
    placeholder: node.placeholder,
    defaultValue: node.defaultValue,
    disabled,
    readOnly: isActing,
    required: node.required,
    autoComplete: node.autoComplete ?? "off",
    // Tells 1Password to ignore the field.
    "data-1p-ignore": node.allowAutofillExtensions ? undefined : true,
    style,
    onFocus: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      if (node.autoSelect) currentTarget.select();
    },
  };
  if (rows === undefined)
    return (
      <input
        {...shared}
        ref={input}
        type={type}
        pattern={node.pattern}
        className="field disabled:opacity-60"
      />
    );
  const className = `field disabled:opacity-60 ${isGrowing ? "field-sizing-content" : ""}`;
  return <textarea {...shared} ref={area} rows={rows} className={className} />;
}
