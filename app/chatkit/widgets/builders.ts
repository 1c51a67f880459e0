import type * as Components from "../protocol/widget-components.ts";
import type { ActionConfig } from "../protocol/widget-style.ts";
import type { Props } from "./control-builders.ts";

/**
 * Widgets written as calls: `card([title("Tasks"), text("None yet")], { size: "sm" })`. A child that is
 * `false`, `null` or `undefined` is left out, so that a condition can stand among the children.
 */
type Maybe<Child> = Child | false | null | undefined;
type Children<Child = Components.WidgetComponent> = Maybe<Child>[];

function present<Child>(children: Children<Child>): Child[] {
  return children.filter((child): child is Child => child !== false && child !== null && child !== undefined);
}

export const action = (
  type: string,
  payload?: Record<string, unknown>,
  options?: Omit<ActionConfig, "type" | "payload">,
): ActionConfig => ({ type, ...(payload && { payload }), ...options });

export const card = (children: Children, props?: Props<Components.Card, "children">): Components.Card => ({
  type: "Card",
  ...props,
  children: present(children),
});

export const basic = (
  children: Children<Components.WidgetComponent | Components.WidgetRoot>,
  props?: Props<Components.BasicRoot, "children">,
): Components.BasicRoot => ({ type: "Basic", ...props, children: present(children) });

export const listView = (
  children: Children<Components.ListViewItem>,
  props?: Props<Components.ListView, "children">,
): Components.ListView => ({ type: "ListView", ...props, children: present(children) });

export const listViewItem = (
  children: Children,
  props?: Props<Components.ListViewItem, "children">,
): Components.ListViewItem => ({ type: "ListViewItem", ...props, children: present(children) });

export const box = (children: Children, props?: Props<Components.Box, "children">): Components.Box => ({
  type: "Box",
  ...props,
  children: present(children),
});

export const row = (children: Children, props?: Props<Components.Row, "children">): Components.Row => ({
  type: "Row",
  ...props,
  children: present(children),
});

export const col = (children: Children, props?: Props<Components.Col, "children">): Components.Col => ({
  type: "Col",
  ...props,
  children: present(children),
});

export const form = (children: Children, props?: Props<Components.Form, "children">): Components.Form => ({
  type: "Form",
  ...props,
  children: present(children),
});

export const transition = (
  child: Components.WidgetComponent,
  props?: Props<Components.Transition, "children">,
): Components.Transition => ({ type: "Transition", ...props, children: child });

export const table = (
  rows: Children<Components.TableRow>,
  props?: Props<Components.Table, "children">,
): Components.Table => ({ type: "Table", ...props, children: present(rows) });

export const tableRow = (
  cells: Children<Components.TableCell>,
  props?: Props<Components.TableRow, "children">,
): Components.TableRow => ({ type: "Table.Row", ...props, children: present(cells) });

export const tableCell = (
  children: Children,
  props?: Props<Components.TableCell, "children">,
): Components.TableCell => ({ type: "Table.Cell", ...props, children: present(children) });

export const text = (value: string, props?: Props<Components.Text, "value">): Components.Text => ({
  type: "Text",
  value,
  ...props,
});

export const title = (value: string, props?: Props<Components.Title, "value">): Components.Title => ({
  type: "Title",
  value,
  ...props,
});

export const caption = (value: string, props?: Props<Components.Caption, "value">): Components.Caption => ({
  type: "Caption",
  value,
  ...props,
});

export const markdown = (
  value: string,
  props?: Props<Components.Markdown, "value">,
): Components.Markdown => ({
  type: "Markdown",
  value,
  ...props,
});

export const icon = (
  name: Components.Icon["name"],
  props?: Props<Components.Icon, "name">,
): Components.Icon => ({
  type: "Icon",
  name,
  ...props,
});

export const image = (src: string, props?: Props<Components.Image, "src">): Components.Image => ({
  type: "Image",
  src,
  ...props,
});

export const divider = (props?: Props<Components.Divider>): Components.Divider => ({
  type: "Divider",
  ...props,
});
export const spacer = (props?: Props<Components.Spacer>): Components.Spacer => ({ type: "Spacer", ...props });

export * from "./control-builders.ts";
