import { childrenOf, type Node } from "#app/chatkit/widgets/walk.ts";

/** The props of all components by the kind of value that they have. A test asks for every one of them. */
const KINDS = {
  text: "key id value name fieldName label src alt placeholder defaultValue pattern ariaLabel min max iconStart iconEnd theme align justify wrap radius weight textAlign variant style inputType gutterSize side fit position direction colSize vAlign iconSize",
  flag: "asForm collapsed streaming italic lineThrough truncate flush frame pill submit uniform block disabled required autoResize autoSelect autoFocus allowAutofillExtensions clearable defaultChecked header showYAxis showLegend showTooltip",
  number: "maxLines minLines rows maxRows colSpan rowSpan barGap barCategoryGap",
  length:
    "size width height minSize minWidth minHeight maxSize maxWidth maxHeight aspectRatio flex gap spacing limit",
  color: "color background padding margin",
  border: "border",
  action: "onClickAction onChangeAction onSubmitAction",
  cardAction: "confirm cancel",
  status: "status",
  editable: "editable",
  options: "options",
  rows: "data",
  series: "series",
  axis: "xAxis",
};

/** Props without which a component can't be drawn. */
const NEEDED: Readonly<Record<string, object>> = {
  Text: { value: "" },
  Title: { value: "" },
  Caption: { value: "" },
  Markdown: { value: "" },
  Label: { value: "", fieldName: "" },
  Image: { src: "" },
  Icon: { name: "" },
  Select: { name: "", options: [] },
  ...Object.fromEntries(
    ["DatePicker", "Input", "Textarea", "Checkbox", "RadioGroup"].map((type) => [type, { name: "" }]),
  ),
};

/**
 * A widget as its components expect it: values of another kind than a prop's are left out, or written as text where
 * it takes text, and a component that stands in a wrong place gets the one around it that it needs. A widget is
 * data from outside, and may be newer than this code: one odd value must not cost the page.
 */
export function tidyWidget<Root extends Node>(node: Root): Root {
  const props: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(node)) {
    const tidy = TIDY_PROP.get(name);
    if (tidy) props[name] = tidy(value);
  }
  const needed = Object.hasOwn(NEEDED, node.type) ? NEEDED[node.type] : undefined;
  for (const [name, value] of Object.entries(needed ?? {})) props[name] ??= value;
  const tidied: object = { ...props, ...tidyChildren(node) };
  return { ...node, ...tidied };
}

function tidyChildren(node: Node): object {
  const children = childrenOf(node).map(tidyWidget);
  switch (node.type) {
    case "Transition":
      return { children: children.length > 1 ? { type: "Col", children } : children[0] };
    case "ListView":
      return { children: children.map((child) => placed(child, "ListViewItem")) };
    case "Table":
      return {
        children: children.map((child) => placed(placed(child, "Table.Row", "Table.Cell"), "Table.Row")),
      };
    case "Table.Row":
      return { children: children.map((child) => placed(child, "Table.Cell")) };
    default:
      return "children" in node ? { children } : {};
  }
}

interface Placed {
  type: string;
  children?: unknown;
}

/** The component in one of the type, unless it is of the type. */
function placed(child: Placed, type: string, around = type): Placed {
  return child.type === type ? child : { type: around, children: [child] };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown) =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
const length = (value: unknown) =>
  typeof value === "number" || typeof value === "string" ? value : undefined;
const action = (value: unknown) => (isObject(value) && typeof value.type === "string" ? value : undefined);
const objects = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : []);

/** Gives the value as components expect it, or undefined. */
const TIDY: Readonly<Record<keyof typeof KINDS, (value: unknown) => unknown>> = {
  text,
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  number: (value) => (typeof value === "number" && value >= 0 ? value : undefined),
  length,
  color: (value) => (isObject(value) ? value : length(value)),
  border: (value) => (isObject(value) || typeof value === "number" ? value : undefined),
  action,
  cardAction: (value) => {
    const inner = isObject(value) ? action(value.action) : undefined;
    return isObject(value) && inner ? { label: text(value.label) ?? "OK", action: inner } : undefined;
  },
  status: (value) => {
    if (!isObject(value)) return undefined;
    const { icon, favicon } = value;
    return { ...value, text: text(value.text) ?? "", icon: text(icon), favicon: text(favicon) };
  },
  editable: (value) => (isObject(value) && typeof value.name === "string" ? value : undefined),
  options: (value) =>
    objects(value).map((option) => {
      const [given, label] = [text(option.value), text(option.label)];
      return { ...option, value: given ?? label ?? "", label: label ?? given ?? "" };
    }),
  rows: objects,
  series: (value) =>
    objects(value).map((series) => ({
      ...series,
      dataKey: text(series.dataKey) ?? "",
      label: text(series.label),
    })),
  axis: (value) => {
    if (!isObject(value)) return text(value) ?? "";
    const labels = isObject(value.labels) ? Object.entries(value.labels) : [];
    const shown = labels.map(([name, label]) => [name, text(label) ?? name]);
    return { ...value, dataKey: text(value.dataKey) ?? "", labels: Object.fromEntries(shown) };
  },
};

const TIDY_PROP: ReadonlyMap<string, (value: unknown) => unknown> = new Map(
  Object.entries(TIDY).flatMap(([kind, tidy]) =>
    (new Map(Object.entries(KINDS)).get(kind) ?? "").split(" ").map((prop) => [prop, tidy] as const),
  ),
);

/** The props whose values are looked at, for a test. */
export const tidiedProps = (): Iterable<string> => TIDY_PROP.keys();
