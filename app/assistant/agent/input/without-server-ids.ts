import type { AgentInputItem } from "@openai/agents";
import { z } from "zod";

const Encrypted = z.object({ encrypted_content: z.string() });

/**
 * Removes server-side ids from a turn's earlier output. With `store: false` the endpoint keeps nothing, and
 * fails to look up an item by its id. So reasoning items are sent back only with their encrypted content, and
 * function calls without their item id.
 */
export function withoutServerIds(input: AgentInputItem[]): AgentInputItem[] {
  return input.flatMap((item) => {
    if (item.type === "reasoning") {
      const isKept = item.id === undefined || Encrypted.safeParse(item.providerData).success;
      return isKept ? item : [];
    }
    if (item.type !== "function_call") return item;
    const { id: _id, ...call } = item;
    return call;
  });
}
