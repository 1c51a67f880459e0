import { ZodError } from "zod";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { fromChatGpt, isChatGpt } from "./from-chatgpt.ts";
import { fromClaude, isClaude } from "./from-claude.ts";
import { fromLibreChat, isLibreChat } from "./from-librechat.ts";
import { fromOpenWebUi, isOpenWebUi } from "./from-open-webui.ts";
import { fromOwn, isOwn } from "./from-own.ts";
import { ConversationSkippedError } from "./import-refused.ts";
import type { ImportedConversation } from "./imported.ts";
import type { JsonPiece } from "./split-json.ts";

/** Each format that is read, by what tells it from the others. */
const FORMATS = [
  { is: isOwn, read: fromOwn },
  { is: isChatGpt, read: fromChatGpt },
  { is: isClaude, read: fromClaude },
  { is: isOpenWebUi, read: fromOpenWebUi },
  { is: isLibreChat, read: fromLibreChat },
];

/**
 * Reads one conversation of any format.
 *
 * @returns undefined for an object that is no conversation
 * @throws {ConversationSkippedError} with the reason, for one that can't be imported
 */
export function readConversation(piece: JsonPiece): ImportedConversation | undefined {
  if (piece === undefined) throw new ConversationSkippedError("It is larger than 32 MB.");
  const value = parse(piece);
  if (typeof value !== "object" || value === null) return undefined;
  const format = FORMATS.find(({ is }) => is(value));
  if (!format) return undefined;
  try {
    return format.read(value);
  } catch (error) {
    if (error instanceof ZodError)
      throw new ConversationSkippedError(`It isn’t as expected: ${firstIssue(error)}.`);
    if (error instanceof ChatKitError) throw new ConversationSkippedError("It has too many parts.");
    throw error;
  }
}

/** The title of a conversation that was skipped, for the report. */
export function titleOf(piece: JsonPiece): string {
  const [, title] = /"(?:title|name)":\s*"((?:[^"\\]|\\.){1,200})"/.exec(piece?.slice(0, 2_000) ?? "") ?? [];
  if (title === undefined) return "Untitled";
  try {
    return String(JSON.parse(`"${title}"`));
  } catch {
    return title;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConversationSkippedError("It isn’t valid JSON.");
  }
}

function firstIssue({ issues: [issue] }: ZodError): string {
  const path = issue?.path.map(String).join(".").slice(0, 100);
  return path ? `${path} is wrong` : "a field is wrong";
}
