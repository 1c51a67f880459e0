import type { CallToolResult } from "@modelcontextprotocol/client";

/** What a model reads of one result, in characters. */
const MAX_RESULT = 20_000;

/** A result as text: what is no text is named, and what is too long is cut. */
export function resultText({ content, structuredContent }: CallToolResult): string {
  const parts = content.map((part) => {
    switch (part.type) {
      case "text":
        return part.text;
      case "resource_link":
        return `${part.name}: ${part.uri}`;
      case "resource":
        return "text" in part.resource ? part.resource.text : `(a file: ${part.resource.uri})`;
      default:
        return `(${part.type}: ${part.mimeType})`;
    }
  });
  const text = parts.join("\n").trim();
  const whole = text === "" && structuredContent !== undefined ? JSON.stringify(structuredContent) : text;
  if (whole.length <= MAX_RESULT) return whole;
  return `${whole.slice(0, MAX_RESULT).toWellFormed()}\n(cut off: it has ${whole.length} characters)`;
}
