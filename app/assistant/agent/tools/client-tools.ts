import { turnTool } from "./turn-tool.ts";
import { z } from "zod";
import type { ClientToolCallItem } from "#app/chatkit/protocol/items.ts";

/** A tool call for the page. */
export type ClientCall = Pick<ClientToolCallItem, "call_id" | "name" | "arguments">;

/** Tools that run in the page. A call ends the turn; the page's output continues it. */
export const CLIENT_TOOLS = ["navigate"];

/**
 * Calls of the page's tools that the model may make in a row. Each output begins another turn, so a model that
 * calls one every time would never end. Counted in the thread, so that all processes count together.
 */
export const MAX_CALLS_IN_A_ROW = 8;
export const CALLS_USED_UP =
  "I have used this page's tools many times in a row, so I stop here. Tell me how to go on.";

const Destination = z.object({ to: z.enum(["/tasks", "/history"]) });

/** @param call called with the tool call for the page */
export function clientTools(call: (wanted: ClientCall) => void) {
  return [
    turnTool({
      name: "navigate",
      description:
        "Opens a page of this app for the user: /tasks has all their tasks, /history all their conversations. Only when they ask to go there. Before you call it, say in one short sentence where you take them, with a Markdown link to the page.",
      parameters: Destination,
      execute(input, _context, details) {
        const call_id = details?.toolCall?.callId;
        if (call_id !== undefined) call({ call_id, name: "navigate", arguments: input });
        return "The page has been asked.";
      },
    }),
  ];
}
