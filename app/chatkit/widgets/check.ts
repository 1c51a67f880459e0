import type { RequestIssue } from "../errors.ts";
import { issuesOf } from "../issues.ts";
import { WIDGET_PROPS } from "../protocol/widget-props/index.ts";
import { WidgetRoot } from "../protocol/widgets.ts";

const SCHEMAS = new Map(Object.entries(WIDGET_PROPS));

/** Components that only take one kind of child, which stands nowhere else. */
const CHILD_OF: Readonly<Record<string, string>> = {
  ListView: "ListViewItem",
  Table: "Table.Row",
  "Table.Row": "Table.Cell",
};
/** Stand at the root or in a `Basic`. A list may also stand in a card, where the widget builder puts some. */
const FRAMES: ReadonlySet<string> = new Set(["Card", "Basic"]);

/**
 * What is wrong with a widget that was written by hand: components, props and values that ChatKit doesn't know,
 * each with its place, such as `children.0.size`. Empty for a widget that every client can show. A widget of
 * somebody else's, which may be newer than this list, is only held to `WidgetRoot`.
 */
export function widgetIssues(widget: unknown): RequestIssue[] {
  const root = WidgetRoot.safeParse(widget);
  if (!root.success) return issuesOf(root.error);
  return [...issuesIn(root.data, "", undefined)];
}

function* issuesIn(node: object, path: string, parent: string | undefined): Generator<RequestIssue> {
  const type = "type" in node ? String(node.type) : "";
  const schema = SCHEMAS.get(type);
  if (!schema) {
    yield { path: join(path, "type"), message: `there is no component “${type}”` };
    return;
  }
  if (parent !== undefined && !isPlaced(type, parent)) {
    yield { path: join(path, "type"), message: `a ${type} can't stand in a ${parent}` };
  }
  const parsed = schema.safeParse(node);
  if (!parsed.success) {
    for (const issue of issuesOf(parsed.error)) yield { ...issue, path: join(path, issue.path) };
  }
  const children: unknown = "children" in node ? node.children : [];
  const isList = Array.isArray(children);
  for (const [index, child] of [children].flat().entries()) {
    const at = join(path, isList ? `children.${index}` : "children");
    // `WidgetRoot` has checked that all children are objects.
    if (typeof child === "object" && child !== null) yield* issuesIn(child, at, type);
  }
}

function isPlaced(type: string, parent: string): boolean {
  if (CHILD_OF[parent] !== undefined) return CHILD_OF[parent] === type;
  if (FRAMES.has(type)) return parent === "Basic";
  return !Object.values(CHILD_OF).includes(type);
}

const join = (path: string, part: string) => [path, part].filter((each) => each !== "").join(".");
