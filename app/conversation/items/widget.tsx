import type { WidgetItem } from "#app/chatkit/protocol/items.ts";

/**
 * A widget in the instant view: what it says. ChatKit draws it with its controls.
 */
export function Widget({ item }: { item: WidgetItem }) {
  const text = item.copy_text ?? textsOf(item.widget).join("\n");
  return (
    <div className="max-w-md rounded-2xl border border-line px-4 py-3 text-sm whitespace-pre-wrap">
      {text}
    </div>
  );
}

/** Every text in a widget, in order, whatever holds it. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  const own = ["value", "label", "title"].flatMap((name) => {
    const text: unknown = Reflect.get(value, name);
    return typeof text === "string" && text ? [text] : [];
  });
  return [...own, ...textsOf("children" in value ? value.children : [])];
}
