import type * as Widgets from "../protocol/widget-types.ts";

/**
 * Builders of widgets: `card([title("Tasks"), text("None yet")], { size: "sm" })`. Children that are `false`,
 * `null` or `undefined` are left out, so that a child can be conditional: `isNew && badge("New")`.
 */
type Maybe<Child> = Child | false | null | undefined;
type Children<Child = Widgets.WidgetComponent> = Maybe<Child>[];

/** The props of a component that its builder does not take by position. */
type Props<Component, Given extends keyof Component = never> = Omit<Component, "type" | Given>;

function present<Child>(children: Children<Child>): Child[] {
  return children.filter((child): child is Child => child !== false && child !== null && child !== undefined);
}

export const action = (
  type: string,
  payload?: Record<string, unknown>,
  options?: Omit<Widgets.ActionConfig, "type" | "payload">,
): Widgets.ActionConfig => ({ type, ...(payload && { payload }), ...options });

export const card = (children: Children, props?: Props<Widgets.Card, "children">): Widgets.Card => ({
  type: "Card",
  ...props,
  children: present(children),
});

export const basic = (
  children: Children<Widgets.WidgetComponent | Widgets.WidgetRoot>,
  props?: Props<Widgets.BasicRoot, "children">,
): Widgets.BasicRoot => ({ type: "Basic", ...props, children: present(children) });

export const listView = (
  children: Children<Widgets.ListViewItem>,
  props?: Props<Widgets.ListView, "children">,
): Widgets.ListView => ({ type: "ListView", ...props, children: present(children) });

export const listViewItem = (
  children: Children,
  props?: Props<Widgets.ListViewItem, "children">,
): Widgets.ListViewItem => ({ type: "ListViewItem", ...props, children: present(children) });

export const box = (children: Children, props?: Props<Widgets.Box, "children">): Widgets.Box => ({
  type: "Box",
  ...props,
  children: present(children),
});

export const row = (children: Children, props?: Props<Widgets.Row, "children">): Widgets.Row => ({
  type: "Row",
  ...props,
  children: present(children),
});

export const col = (children: Children, props?: Props<Widgets.Col, "children">): Widgets.Col => ({
  type: "Col",
  ...props,
  children: present(children),
});

export const form = (children: Children, props?: Props<Widgets.Form, "children">): Widgets.Form => ({
  type: "Form",
  ...props,
  children: present(children),
});

export const transition = (
  child: Widgets.WidgetComponent,
  props?: Props<Widgets.Transition, "children">,
): Widgets.Transition => ({ type: "Transition", ...props, children: child });

export const table = (
  rows: Children<Widgets.TableRow>,
  props?: Props<Widgets.Table, "children">,
): Widgets.Table => ({ type: "Table", ...props, children: present(rows) });

export const tableRow = (
  cells: Children<Widgets.TableCell>,
  props?: Props<Widgets.TableRow, "children">,
): Widgets.TableRow => ({ type: "Table.Row", ...props, children: present(cells) });

export const tableCell = (
  children: Children,
  props?: Props<Widgets.TableCell, "children">,
): Widgets.TableCell => ({ type: "Table.Cell", ...props, children: present(children) });

export const text = (value: string, props?: Props<Widgets.Text, "value">): Widgets.Text => ({
  type: "Text",
  value,
  ...props,
});

export const title = (value: string, props?: Props<Widgets.Title, "value">): Widgets.Title => ({
  type: "Title",
  value,
  ...props,
});

export const caption = (value: string, props?: Props<Widgets.Caption, "value">): Widgets.Caption => ({
  type: "Caption",
  value,
  ...props,
});

export const markdown = (value: string, props?: Props<Widgets.Markdown, "value">): Widgets.Markdown => ({
  type: "Markdown",
  value,
  ...props,
});

export const icon = (name: Widgets.Icon["name"], props?: Props<Widgets.Icon, "name">): Widgets.Icon => ({
  type: "Icon",
  name,
  ...props,
});

export const image = (src: string, props?: Props<Widgets.Image, "src">): Widgets.Image => ({
  type: "Image",
  src,
  ...props,
});

export const divider = (props?: Props<Widgets.Divider>): Widgets.Divider => ({
  type: "Divider",
  ...props,
});
export const spacer = (props?: Props<Widgets.Spacer>): Widgets.Spacer => ({ type: "Spacer", ...props });

export const badge = (label: string, props?: Props<Widgets.Badge, "label">): Widgets.Badge => ({
  type: "Badge",
  label,
  ...props,
});

export const button = (label: string, props?: Props<Widgets.Button, "label">): Widgets.Button => ({
  type: "Button",
  label,
  ...props,
});

/** A button with an icon and no label. */
export const iconButton = (
  name: NonNullable<Widgets.Button["iconStart"]>,
  props?: Props<Widgets.Button, "iconStart" | "label">,
): Widgets.Button => ({ type: "Button", iconStart: name, uniform: true, ...props });

export const checkbox = (name: string, props?: Props<Widgets.Checkbox, "name">): Widgets.Checkbox => ({
  type: "Checkbox",
  name,
  ...props,
});

export const input = (name: string, props?: Props<Widgets.Input, "name">): Widgets.Input => ({
  type: "Input",
  name,
  ...props,
});

export const textarea = (name: string, props?: Props<Widgets.Textarea, "name">): Widgets.Textarea => ({
  type: "Textarea",
  name,
  ...props,
});

export const select = (
  name: string,
  options: Widgets.Select["options"],
  props?: Props<Widgets.Select, "name" | "options">,
): Widgets.Select => ({ type: "Select", name, options, ...props });

export const radioGroup = (
  name: string,
  options: NonNullable<Widgets.RadioGroup["options"]>,
  props?: Props<Widgets.RadioGroup, "name" | "options">,
): Widgets.RadioGroup => ({ type: "RadioGroup", name, options, ...props });

export const datePicker = (name: string, props?: Props<Widgets.DatePicker, "name">): Widgets.DatePicker => ({
  type: "DatePicker",
  name,
  ...props,
});

export const label = (
  value: string,
  fieldName: string,
  props?: Props<Widgets.Label, "value" | "fieldName">,
): Widgets.Label => ({ type: "Label", value, fieldName, ...props });

export const chart = (
  data: Widgets.Chart["data"],
  series: Widgets.Chart["series"],
  props: Props<Widgets.Chart, "data" | "series">,
): Widgets.Chart => ({ type: "Chart", data, series, ...props });
