import type { ThreadItemUpdate, WidgetRootUpdated, WidgetTextDelta } from "../protocol/updates.ts";
import type { WidgetRoot } from "../protocol/widgets.ts";

type WidgetUpdate = Extract<ThreadItemUpdate, WidgetRootUpdated | WidgetTextDelta>;
type JsonMap = Record<string, unknown>;

/**
 * The updates from one state of a widget to the next (rules of chatkit-python `diff_widget`). If the only change
 * is text appended to `Text` or `Markdown` components, one delta for each of them; otherwise the whole widget.
 * A delta names its component by `id`, so text appended to a component without one also gives the whole widget.
 */
export function diffWidget(before: WidgetRoot, after: WidgetRoot): WidgetUpdate[] {
  const deltas: WidgetTextDelta[] = [];
  if (!compareNodes(asMap(before), asMap(after), deltas))
    return [{ type: "widget.root.updated", widget: after }];
  return deltas;
}

/** Collects deltas. False when deltas cannot express the difference. */
function compareNodes(before: JsonMap, after: JsonMap, deltas: WidgetTextDelta[]): boolean {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, next] = [before[key], after[key]];
    if (key === "children") {
      if (!compareChildren(old, next, deltas)) return false;
    } else if (key === "value" && isStreamingText(before) && isStreamingText(after) && hasGrown(old, next)) {
      if (typeof after.id !== "string" || after.id === "") return false;
      const delta = String(next).slice(String(old).length);
      const done = after.streaming !== true;
      deltas.push({ type: "widget.streaming_text.value_delta", component_id: after.id, delta, done });
    } else if (!isEqual(old, next)) {
      return false;
    }
  }
  return true;
}

function compareChildren(before: unknown, after: unknown, deltas: WidgetTextDelta[]): boolean {
  if (Array.isArray(before) && Array.isArray(after)) {
    return (
      before.length === after.length &&
      before.every((child, index) => compareChildren(child, after[index], deltas))
    );
  }
  if (isMap(before) && isMap(after)) return compareNodes(before, after, deltas);
  return isEqual(before, after);
}

function isStreamingText(node: JsonMap): boolean {
  return node.type === "Text" || node.type === "Markdown";
}

function hasGrown(old: unknown, next: unknown): boolean {
  return typeof old === "string" && typeof next === "string" && next !== old && next.startsWith(old);
}

/** Absent, undefined and null are equal: none of them is sent. */
function isEqual(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (before === undefined || before === null) return after === undefined || after === null;
  if (Array.isArray(before)) {
    return (
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((entry, index) => isEqual(entry, after[index]))
    );
  }
  if (!isMap(before) || !isMap(after)) return false;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].every((key) => isEqual(before[key], after[key]));
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Nodes are compared by key, whatever their type. */
function asMap(widget: WidgetRoot): JsonMap {
  return { ...widget };
}
