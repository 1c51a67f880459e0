import { type AgentInputItem, assistant, user } from "@openai/agents";
import type { InferenceOptions } from "#app/chatkit/protocol/items.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { ChatContext } from "../../context.ts";
import { type Input, toInput } from "./item-input.ts";

/** Room for the conversation, in tokens of about four characters. */
const TOKEN_BUDGET = 24_000;
const CHARACTERS_PER_TOKEN = 4;
const PAGE = 50;

/** The conversation so far as a model reads it, from the newest back to where the budget ends. */
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
      // The newest message is what is to be answered, however long it is.
      if (left < 0 && hasNewestMessage) return join(newest);
      newest.push(input);
      hasNewestMessage ||= item.type === "user_message";
    }
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return join(newest);
  }
}

/** The model that the newest message chose, where a turn goes on without a new one. A tool is for one answer only. */
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

/** Oldest first; neighbours of one role become one message, as some models insist on taking turns. */
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
