import type { ReactNode } from "react";
import { columnClass } from "./box-style.ts";

/** Props with words for people, in the order in which they are likely to be read. */
const TEXT_PROPS = ["title", "label", "text", "value", "description"];

/** A component of a type that this build doesn't know: its words, and the components in it. */
export function WidgetUnknown({ node, children }: { node: object; children: ReactNode }) {
  const props = new Map<string, unknown>(Object.entries(node));
  const words = TEXT_PROPS.flatMap((name) => {
    const value = props.get(name);
    return typeof value === "string" && value.trim() !== "" ? [{ name, value }] : [];
  });
  return (
    <div className={`flex flex-col gap-2 ${columnClass("col")}`}>
      {words.map(({ name, value }) => (
        <p key={name} style={{ overflowWrap: "anywhere" }}>
          {value}
        </p>
      ))}
      {children}
    </div>
  );
}
