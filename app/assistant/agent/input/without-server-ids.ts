import type { AgentInputItem } from "@openai/agents";
import { z } from "zod";

const Encrypted = z.object({ encrypted_content: z.string() });

/**
 * What was said earlier in a turn, fit for a server that has kept nothing of it (`store: false`). An id would
 * make it look there, and fail: a thought can be given back only with its content (which comes encrypted),
 * and a call without the id of its item.
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
