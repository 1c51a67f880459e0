import { type AgentInputItem, assistant, user } from "@openai/agents";
import type { InferenceOptions } from "#app/chatkit/protocol/items.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { ChatContext } from "../../context.ts";
import { type Input, toInput } from "./item-input.ts";

/** Maximum size of the history, in tokens of about four characters. */
const TOKEN_BUDGET = 24_000;
const CHARACTERS_PER_TOKEN = 4;
const PAGE = 50;

/** The newest items of the conversation that fit the budget, as input for the model. */
export async function loadHistory(
  store: Store<ChatContext>,
  threadId: string,
  context: ChatContext,
  budget = TOKEN_BUDGET,
): Promise<AgentInputItem[]> {
  const newest: Input[] = [];
  let left = budget * CHARACTERS_PER_TOKEN;
  let hasNewestMessage = false;
  let after: string | undefined;
  for (;;) {
    const page = await store.loadItems(threadId, { limit: PAGE, order: "desc", after }, context);
    for (const item of page.data) {
      const input = toInput(item, !hasNewestMessage);
      if (!input) continue;
      left -= sizeOf(input);
      // The newest message is always included, however long it is.
      if (left < 0 && hasNewestMessage) return join(newest);
      newest.push(input);
      hasNewestMessage ||= item.type === "user_message";
    }
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return join(newest);
  }
}

/**
 * The options for a turn without a new message: the model of the newest message. A chosen tool is for one
 * turn only.
 */
export async function lastOptions(
  store: Store<ChatContext>,
  threadId: string,
  context: ChatContext,
): Promise<InferenceOptions> {
  const page = await store.loadItems(threadId, { limit: PAGE, order: "desc" }, context);
  const message = page.data.find((item) => item.type === "user_message");
  return { model: message?.inference_options.model };
}

function sizeOf(input: Input): number {
  return input.kind === "words" ? input.text.length : input.size;
}

/** Oldest first. Adjacent texts of one role are joined, because some models require alternating roles. */
function join(newest: Input[]): AgentInputItem[] {
  const turns: Input[] = [];
  for (const input of newest.toReversed()) {
    const last = turns.at(-1);
    if (input.kind === "words" && last?.kind === "words" && last.role === input.role)
      last.text += `\n\n${input.text}`;
    else turns.push({ ...input });
  }
  const [first] = turns;
  if (first?.kind === "words" && first.role === "assistant" && turns.length > 1) turns.shift();
  return turns.flatMap((input) => {
    if (input.kind === "whole") return input.items;
    return input.role === "user" ? user(input.text) : assistant(input.text);
  });
}
