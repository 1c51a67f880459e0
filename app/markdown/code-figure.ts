import type { Element, Root } from "hast";
import { mapElements } from "./map-elements.ts";

/** Gives every code block its bar: language and, where scripts run, a copy button. */
export function codeFigures(tree: Root): void {
  mapElements(tree, (element) => {
    const [code] = element.children;
    if (element.tagName !== "pre" || code?.type !== "element" || code.tagName !== "code") return element;
    const language = languageOf(code);
    return {
      type: "element",
      tagName: "figure",
      properties: { className: ["code"] },
      children: [
        {
          type: "element",
          tagName: "figcaption",
          properties: {},
          children: [
            {
              type: "element",
              tagName: "span",
              properties: {},
              children: [{ type: "text", value: language ?? "text" }],
            },
            {
              type: "element",
              tagName: "button",
              properties: { type: "button", dataCopyCode: "" },
              children: [{ type: "text", value: "Copy" }],
            },
          ],
        },
        { ...element, properties: { tabIndex: 0 } },
      ],
    };
  });
}

/** The language that a fence names, e.g. `ts`. */
export function languageOf(code: Element): string | undefined {
  const { className } = code.properties;
  const names = Array.isArray(className) ? className.map(String) : [];
  return names
    .find((name) => name.startsWith("language-"))
    ?.slice("language-".length)
    .toLowerCase();
}
