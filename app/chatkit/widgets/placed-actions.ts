import type { ActionConfig } from "../protocol/widget-types.ts";
import type { WidgetRoot } from "../protocol/widgets.ts";
import { childrenOf, type Node, walk } from "./walk.ts";

/** An action in a widget, with what its payload is completed from. */
export interface PlacedAction {
  /** Refers to the action, as long as the widget is as it is. */
  ref: string;
  action: ActionConfig;
  /** The component that has the action. */
  control: Node;
  /** The form around it, whose values are sent along. */
  form: Node | undefined;
}

/**
 * The actions of a widget in the order of the document. A form without a script sends the reference of one, and the
 * server finds the action in the stored widget. The reference counts the action and has a digest of it, so that it
 * means no other one when the widget has changed.
 */
export function placedActions(widget: WidgetRoot): PlacedAction[] {
  return [...placedIn(widget, undefined)].map((placed, index) => ({
    ...placed,
    ref: `${index}-${digest(placed.action)}`,
  }));
}

function* placedIn(node: Node, outer: Node | undefined): Generator<Omit<PlacedAction, "ref">> {
  // A nested form is part of the outer one.
  const form = outer ?? (isForm(node) ? node : undefined);
  for (const action of actionsOf(node)) yield { action, control: node, form };
  for (const child of childrenOf(node)) yield* placedIn(child, form);
}

export const isForm = (node: Node): boolean =>
  node.type === "Form" || (node.type === "Card" && node.asForm === true);

function actionsOf(node: Node): ActionConfig[] {
  const found: unknown[] = [
    "onClickAction" in node && node.onClickAction,
    "onChangeAction" in node && node.onChangeAction,
    "onSubmitAction" in node && node.onSubmitAction,
    "confirm" in node && node.confirm?.action,
    "cancel" in node && node.cancel?.action,
  ];
  return found.filter(isAction);
}

const isAction = (value: unknown): value is ActionConfig =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** The name of the form field for a value of a widget. A name such as `submit` would shadow a property of the form. */
export const valueField = (name: string): string => `value.${name}`;

/**
 * The values that go with an action whose form was sent without a script: those of the form around it, and that of
 * the control itself. A checkbox that has an action is pressed by a button, and sends the opposite of what it shows.
 */
export function sentValues(
  { control, form }: PlacedAction,
  sent: { get(name: string): unknown },
): [name: string, value: unknown][] {
  const values = form ? [...walk(form)].flatMap((node) => valueOf(node, sent)) : [];
  if (control.type === "Checkbox") return [...values, [control.name, !control.defaultChecked]];
  return form ? values : valueOf(control, sent);
}

function valueOf(node: Node, sent: { get(name: string): unknown }): [name: string, value: unknown][] {
  const field = fieldOf(node);
  if (!field || field.disabled) return [];
  const value = sent.get(valueField(field.name));
  if (node.type === "Checkbox") return [[field.name, value !== null]];
  return typeof value === "string" ? [[field.name, value]] : [];
}

function fieldOf(node: Node): { name: string; disabled?: boolean | undefined } | undefined {
  switch (node.type) {
    case "Checkbox":
    case "RadioGroup":
    case "Input":
    case "Textarea":
    case "Select":
    case "DatePicker":
      return node;
    case "Text":
      return node.editable || undefined;
    default:
      return undefined;
  }
}

/** FNV-1a. It guards against changes, not against attackers, who may send every action of their widget anyway. */
function digest({ type, payload }: ActionConfig): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify([type, sorted(payload)])) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** With the keys of objects in order: JSON from the database has them in another one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
