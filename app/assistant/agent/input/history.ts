import type { AgentInputItem } from "@openai/agents";
import type { ModelFile } from "#app/chatkit/agents/input/attached-files.ts";
import { type Input, summaryInput, toInput } from "#app/chatkit/agents/input/item-input.ts";
import { joinInputs } from "#app/chatkit/agents/input/join-inputs.ts";
import type { InferenceOptions, ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { ConversationSummary } from "#db/queries/conversation-summaries.ts";
import { answersOf } from "../../structured-input.ts";
import type { ChatContext } from "../../context.ts";
import { fileIdsOf } from "#db/queries/attachment-binding.ts";
import { estimateTokens } from "./tokens.ts";

/** The part of the budget that the outputs of the page's tools may use, the newest first. */
const OUTPUT_SHARE = 0.5;
const CHARACTERS_PER_TOKEN = 4;
const PAGE = 50;

/** An item as the model reads it. */
export interface ReadItem {
  id: string;
  input: Input;
  tokens: number;
}

/** What a turn reads of its conversation. */
export interface History {
  /** The summary of older items and the newest items that fit the budget, as input for the model, oldest first. */
  input: AgentInputItem[];
  /** The items of `input`, newest first, without the summary. */
  items: ReadItem[];
  /** For a turn without a new message: the model of the newest one. A chosen tool is for one turn only. */
  options: InferenceOptions;
  /** The number of calls of the page's tools since the user's last message or answers. */
  toolCalls: number;
  /** The answers of the user to the last questions, by the id of the question, when nothing was said after them. */
  answers: ReadonlyMap<string, string[]>;
}

/** Pictures that a turn sends at most, the newest ones. */
const MAX_PICTURES = 10;
/** Characters of the files of one message. */
const MAX_FILE_TEXT = 60_000;

interface HistoryOptions {
  /** In tokens. */
  budget: number;
  /** Stands for the message that it names, and all before it. */
  summary?: ConversationSummary | undefined;
  /** Reads files by id, with their pictures if these are wanted. Without it, a model gets the files' names. */
  readFiles?: (ids: string[], hasPictures: boolean) => Promise<ReadonlyMap<string, ModelFile>>;
}

/**
 * Reads the history of a turn, each page of items once. The newest message and the newest answers to a form are
 * always included, however long they are.
 */
export async function loadHistory(
  store: Store<ChatContext>,
  threadId: string,
  context: ChatContext,
  { budget, summary, readFiles }: HistoryOptions,
): Promise<History> {
  const items: ReadItem[] = [];
  let left = budget - estimateTokens(summary?.text ?? "");
  let outputsLeft = left * OUTPUT_SHARE * CHARACTERS_PER_TOKEN;
  let picturesLeft = MAX_PICTURES;
  let message: UserMessageItem | undefined;
  let hasAnswers = false;
  let toolCalls = 0;
  let answers: ReadonlyMap<string, string[]> = new Map();
  for await (const item of newestFirst(store, threadId, context)) {
    if (item.id === summary?.messageId) break;
    const isCall = item.type === "client_tool_call";
    if (isCall && !message && !hasAnswers) toolCalls += 1;
    const isAnswers = item.type === "structured_input" && item.status !== "pending";
    const isNeeded = (item.type === "user_message" && !message) || (isAnswers && !hasAnswers);
    if (isAnswers && !message && !hasAnswers) answers = answersOf(item);
    const ids = fileIdsOf(item);
    const isInReach = left > 0 || !message;
    const files = ids.length > 0 && isInReach ? await readFiles?.(ids, picturesLeft > 0) : undefined;
    const maxFileText = message
      ? Math.max(0, Math.min(MAX_FILE_TEXT, left * CHARACTERS_PER_TOKEN))
      : MAX_FILE_TEXT;
    const input = toInput(item, { isNewest: !message, maxOutput: outputsLeft, files, maxFileText });
    picturesLeft -= [...(files?.values() ?? [])].filter(({ picture }) => picture !== null).length;
    if (input) {
      const tokens = tokensOf(input);
      left -= tokens;
      if (isCall) outputsLeft = Math.max(0, outputsLeft - tokens * CHARACTERS_PER_TOKEN);
      if (left >= 0 || isNeeded) items.push({ id: item.id, input, tokens });
      else if (message) break;
    }
    if (item.type === "user_message") message ??= item;
    hasAnswers ||= isAnswers;
  }
  const newest = items.map(({ input }) => input);
  const input = joinInputs(summary ? [...newest, summaryInput(summary.text)] : newest);
  return { input, items, options: { model: message?.inference_options.model }, toolCalls, answers };
}

async function* newestFirst(
  store: Store<ChatContext>,
  threadId: string,
  context: ChatContext,
): AsyncGenerator<ThreadItem> {
  let after: string | undefined;
  do {
    const page = await store.loadItems(threadId, { limit: PAGE, order: "desc", after }, context);
    yield* page.data;
    after = page.has_more ? page.data.at(-1)?.id : undefined;
  } while (after !== undefined);
}

const tokensOf = (input: Input): number =>
  input.kind === "words" ? estimateTokens(input.text) : Math.ceil(input.size / CHARACTERS_PER_TOKEN);
