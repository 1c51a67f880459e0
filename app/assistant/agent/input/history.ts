import { type AgentInputItem, assistant, user } from "@openai/agents";
import type { InferenceOptions, ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { Store } from "#app/chatkit/store.ts";
import { answersOf } from "../../structured-input.ts";
import type { ChatContext } from "../../context.ts";
import type { ModelFile } from "#app/files/for-model.ts";
import { fileIdsOf } from "#db/queries/attachment-binding.ts";
import { type Input, toInput } from "./item-input.ts";

/** Maximum size of the history, in tokens of about four characters. */
const TOKEN_BUDGET = 24_000;
const CHARACTERS_PER_TOKEN = 4;
/** The part of the budget that the outputs of the page's tools may use, the newest first. */
const OUTPUT_SHARE = 0.5;
const PAGE = 50;

/** What a turn reads of its conversation. */
export interface History {
  /** The newest items that fit the budget, as input for the model, oldest first. */
  input: AgentInputItem[];
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
  budget?: number | undefined;
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
  { budget = TOKEN_BUDGET, readFiles }: HistoryOptions = {},
): Promise<History> {
  const newest: Input[] = [];
  let left = budget * CHARACTERS_PER_TOKEN;
  let outputsLeft = left * OUTPUT_SHARE;
  let picturesLeft = MAX_PICTURES;
  let message: UserMessageItem | undefined;
  let hasAnswers = false;
  let toolCalls = 0;
  let answers: ReadonlyMap<string, string[]> = new Map();
  for await (const item of newestFirst(store, threadId, context)) {
    const isCall = item.type === "client_tool_call";
    if (isCall && !message && !hasAnswers) toolCalls += 1;
    const isAnswers = item.type === "structured_input" && item.status !== "pending";
    const isNeeded = (item.type === "user_message" && !message) || (isAnswers && !hasAnswers);
    if (isAnswers && !message && !hasAnswers) answers = answersOf(item);
    const ids = fileIdsOf(item);
    const isInReach = left > 0 || !message;
    const files = ids.length > 0 && isInReach ? await readFiles?.(ids, picturesLeft > 0) : undefined;
    const maxFileText = message ? Math.max(0, Math.min(MAX_FILE_TEXT, left)) : MAX_FILE_TEXT;
    const input = toInput(item, { isNewest: !message, maxOutput: outputsLeft, files, maxFileText });
    picturesLeft -= [...(files?.values() ?? [])].filter(({ picture }) => picture !== null).length;
    if (input) {
      left -= sizeOf(input);
      if (isCall) outputsLeft = Math.max(0, outputsLeft - sizeOf(input));
      if (left >= 0 || isNeeded) newest.push(input);
      else if (message) break;
    }
    if (item.type === "user_message") message ??= item;
    hasAnswers ||= isAnswers;
  }
  return { input: join(newest), options: { model: message?.inference_options.model }, toolCalls, answers };
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
