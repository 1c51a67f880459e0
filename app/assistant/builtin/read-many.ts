import type { LocalNow } from "#app/tasks/local-time.ts";
import type { TaskPhrase } from "#app/tasks/task-phrase.ts";
import type { Intent } from "./intent.ts";
import { readCreate, readItem, readStatement, startsWithVerb } from "./read-create.ts";
import { plainRequest } from "./words.ts";

const MAX_LINES = 50;
/** In a sentence. */
const MAX_PARTS = 20;
const BULLET = /^\s*(?:[-*+•–]|\[[ x]?\]|\d{1,2}[.)])\s+/;
/** "Add these:", "My tasks for today:" */
const HEADING = /:\s*$/;

/** Reads several new tasks: one in each line, or in each part of a sentence that has a verb of its own. */
export function readMany(message: string, local: LocalNow): Intent | undefined {
  // More lines would be run together into one task that nobody wrote.
  if (linesOf(message).length > MAX_LINES) return { kind: "too_long" };
  const phrases = readLines(message, local) ?? readParts(message, local);
  return phrases && { kind: "create_many", phrases };
}

const linesOf = (message: string) => message.split("\n").filter((line) => line.trim() !== "");

function readLines(message: string, local: LocalNow): TaskPhrase[] | undefined {
  const lines = linesOf(message);
  const [first = ""] = lines;
  const hasHeading = HEADING.test(first) && lines.length > 2;
  const items = hasHeading ? lines.slice(1) : lines;
  if (items.length < 2) return undefined;
  const isList = hasHeading || items.every((line) => BULLET.test(line));
  const phrases = items.map((line) => {
    const text = plainRequest(line.replace(BULLET, ""));
    return isList ? readItem(text, local) : phraseOf(text, local);
  });
  return phrases.every((phrase) => phrase !== undefined) ? phrases : undefined;
}

/** "Buy milk and call mum tomorrow" is two tasks, "wash and iron the shirts" is one. */
function readParts(message: string, local: LocalNow): TaskPhrase[] | undefined {
  const text = plainRequest(message);
  if (/["“«?]/.test(text)) return undefined;
  const body = text.replace(
    /^(?:add|create|remind me to|i (?:need|have|want) to)(?: tasks?| to-?dos?)?:? /i,
    "",
  );
  const parts = body.split(/\s*;\s*|,?\s+(?:and(?: then| also)?|then)\s+|\s*,\s+/i);
  if (parts.length < 2 || parts.length > MAX_PARTS) return undefined;
  const isApart = parts.every(
    (part) => startsWithVerb(part) && part.includes(" ") && !/\b(?:it|them|him|her|that)\b/i.test(part),
  );
  if (!isApart) return undefined;
  const phrases = parts.map((part) => readItem(part, local));
  return phrases.every((phrase) => phrase !== undefined) ? phrases : undefined;
}

/** A line that would be a new task by itself. */
function phraseOf(text: string, local: LocalNow): TaskPhrase | undefined {
  const intent = readCreate(text, local) ?? readStatement(text, local);
  return intent?.kind === "create" ? (intent.phrase ?? undefined) : undefined;
}
