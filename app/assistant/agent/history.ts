import { type AgentInputItem, assistant, user } from "@openai/agents";
import type { Store } from "#app/chatkit/store.ts";
import type { ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { ChatContext } from "../context.ts";
import { answerText } from "../message-text.ts";

/** Room for the conversation, in tokens of about four characters. */
const TOKEN_BUDGET = 24_000;
const CHARACTERS_PER_TOKEN = 4;
const PAGE = 50;

interface Said {
  role: "user" | "assistant";
  text: string;
}

/** The conversation so far as a model reads it, from the newest back to where the budget ends. */
export async function loadHistory(
  store: Store<ChatContext>,
  threadId: string,
  context: ChatContext,
  budget = TOKEN_BUDGET,
): Promise<AgentInputItem[]> {
  const newest: Said[] = [];
  let left = budget * CHARACTERS_PER_TOKEN;
  let after: string | undefined;
  for (;;) {
    const page = await store.loadItems(threadId, { limit: PAGE, order: "desc", after }, context);
    for (const item of page.data) {
      const said = toSaid(item);
      if (!said) continue;
      left -= said.text.length;
      // The newest message is what is to be answered, however long it is.
      if (left < 0 && newest.length > 0) return toInput(newest);
      newest.push(said);
    }
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return toInput(newest);
  }
}

/** Oldest first; neighbours of one role become one message, as some models insist on taking turns. */
function toInput(newest: Said[]): AgentInputItem[] {
  const turns: Said[] = [];
  for (const said of newest.toReversed()) {
    const last = turns.at(-1);
    if (last?.role === said.role) last.text += `\n\n${said.text}`;
    else turns.push({ ...said });
  }
  if (turns[0]?.role === "assistant" && turns.length > 1) turns.shift();
  return turns.map(({ role, text }) => (role === "user" ? user(text) : assistant(text)));
}

/** What an item says to the model; undefined for what is only for the eye. */
export function toSaid(item: ThreadItem): Said | undefined {
  switch (item.type) {
    case "user_message":
      return { role: "user", text: messageWithContext(item) };
    case "assistant_message": {
      const text = answerText(item);
      return text ? { role: "assistant", text } : undefined;
    }
    case "hidden_context_item":
    case "sdk_hidden_context":
      return note(typeof item.content === "string" ? item.content : JSON.stringify(item.content));
    case "widget":
      return item.copy_text ? note(`The user was shown a widget:\n${item.copy_text}`) : undefined;
    case "client_tool_call":
      return note(
        `The page ran ${item.name} with ${json(item.arguments)} and answered: ${json(item.output)}`,
      );
    case "structured_input":
      return note(`The user was asked (${item.status}): ${json(item.inputs)}`);
    case "generated_image":
      return note("An image was shown to the user.");
    case "workflow":
    case "task":
    case "end_of_turn":
      return undefined;
  }
}

const json = (value: unknown) => JSON.stringify(value) ?? "nothing";

/** The app's own words go as the user's, marked: many models take no system message in mid-conversation. */
function note(text: string): Said {
  return { role: "user", text: `<app_note>\n${text}\n</app_note>` };
}

function messageWithContext({ content, quoted_text: quoted, attachments }: UserMessageItem): string {
  const said = content.map((part) => (part.type === "input_tag" ? `@${part.text}` : part.text)).join("");
  const tags = content
    .filter((part) => part.type === "input_tag")
    .map((tag) => `@${tag.text} stands for ${json({ id: tag.id, group: tag.group, ...tag.data })}`);
  const notes = [
    ...(quoted ? [`The user refers to this text:\n${quoted}`] : []),
    ...tags,
    ...attachments.map(({ name, mime_type: type }) => `A file is attached: ${name} (${type})`),
  ];
  return [...notes.map((text) => note(text).text), said].join("\n\n");
}
