import { readTask } from "#app/tasks/language/read-task.ts";
import { MAX_TASK_TITLE } from "#app/tasks/limits.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { create, draftOf } from "./act/create.ts";
import { BULLET, MAX_LINES } from "./read/read-many.ts";
import type { Reply } from "./reply.ts";
import { UNKNOWN } from "./texts.ts";

/** A file of a message, as far as it is read here. */
export interface AttachedFile {
  name: string;
  text: string | null;
  textProblem: string | null;
}

/** "Add these as tasks", "make tasks from this file", "turn the list into to-dos" */
const ASKS =
  /^(?:please |can you |could you )*(?:add|make|create|turn|import|put|save)\b.{0,40}?\b(?:(?:as|into) (?:my |new |the )?(?:tasks?|to-?dos?)|(?:tasks?|to-?dos?) (?:from|of|out of) (?:it|(?:these|this|that|the)\b.*)|these|those|them)\b/i;

/** Whether the words ask for tasks from a file, with or without one in the same message. */
export const asksForTasks = (words: string) => ASKS.test(words.trim());

/** Beside a file, "the list" is that file. */
const ASKS_OF_FILE =
  /^(?:please |can you |could you )*(?:add|put|import|load|save|take) (?:everything|all of (?:it|them|these)|(?:(?:all|the|this|that|my|these|attached|whole) )+(?:list|file|lines?|items|entries|attachment)s?)\b(?!:)/i;

/** A line of a list that is done already. */
const DONE = /^\s*(?:[-*+] )?\[x\]/i;
/** Headings and lines of a drawing, between the lines of a list. */
const NO_TASK = /^\s*(?:#{1,6}\s|[-=*_]{3,}\s*$|```)/;

/**
 * Answers a message with files: makes tasks of the lines of a list, when the words ask for it or when there are no words
 * and the file is plainly a list. Otherwise says what was kept, and answers the words.
 */
export async function answerWithFiles(
  words: string,
  files: readonly AttachedFile[],
  { scope, answerWords }: { scope: TaskScope; answerWords: () => Promise<Reply> },
): Promise<Reply> {
  const asks = asksForTasks(words) || ASKS_OF_FILE.test(words.trim());
  const list = files.find((file) => tasksIn(file).length > 0 && (asks || isList(file)));
  if (list && (asks || words === "")) return createFrom(list, scope);
  const kept = keptWords(files);
  if (asks) return { text: `${kept}\n\nThere is no text with lines in it that I could make tasks of.` };
  const hint = list ? " Say “add these as tasks”, and I’ll make tasks of its lines." : "";
  if (words === "") return { text: `${kept}${hint}` };
  const reply = await answerWords();
  const text = reply.text === UNKNOWN ? `${NO_MODEL}${hint}` : reply.text;
  return { ...reply, text: `${kept}\n\n${text}` };
}

const NO_MODEL =
  "No language model is connected to this server, so I can’t talk about files. I keep them with this conversation, and the search finds what they say.";

async function createFrom(file: AttachedFile, scope: TaskScope): Promise<Reply> {
  const lines = tasksIn(file);
  const drafts = lines.slice(0, MAX_LINES).map((line) => {
    const phrase = readTask(line, scope);
    return draftOf(phrase.title === "" ? { ...phrase, title: line } : phrase);
  });
  const reply = await create(drafts, scope);
  const more =
    lines.length > MAX_LINES
      ? `\n\nThese are the first ${MAX_LINES} of ${lines.length} lines. I don’t add more at once.`
      : "";
  return { ...reply, text: `From “${file.name}”: ${reply.text}${more}` };
}

const linesOf = ({ text }: AttachedFile) =>
  (text ?? "").split("\n").filter((line) => line.trim() !== "" && !NO_TASK.test(line));

/** The lines that could be tasks, without bullets. */
function tasksIn(file: AttachedFile): string[] {
  const lines = linesOf(file);
  if (lines.some((line) => line.length > MAX_TASK_TITLE)) return [];
  return lines
    .filter((line) => !DONE.test(line))
    .map((line) => line.replace(BULLET, "").replace(BULLET, "").trim())
    .filter(Boolean);
}

/** Whether every line has a bullet, a box or a number. */
function isList(file: AttachedFile): boolean {
  const lines = linesOf(file);
  return lines.length > 1 && lines.every((line) => BULLET.test(line));
}

function keptWords(files: readonly AttachedFile[]): string {
  const names = new Intl.ListFormat("en").format(files.map(({ name }) => `“${name}”`));
  const problems = files.flatMap(({ name, textProblem }) =>
    textProblem === null ? [] : `“${name}”: ${textProblem}`,
  );
  return [`I’ve kept ${names} with this message.`, ...problems].join(" ");
}
