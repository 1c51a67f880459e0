import { undoOperation } from "#app/tasks/apply-operation.server.ts";
import { MAX_CREATED } from "#app/tasks/limits.ts";
import { selectTasks } from "#app/tasks/selector.server.ts";
import type { Undone } from "#db/queries/task-changes.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { boldTitle, taskMarkdown } from "#app/tasks/task-view.ts";
import { answerQuestion } from "./act/answer-question.ts";
import { askWhich, change, confirm, notFound } from "./act/change.ts";
import { askTask, create, draftOf, offer } from "./act/create.ts";
import { about, list } from "./act/list.ts";
import { plan } from "./act/plan.ts";
import { targetsOf } from "./act/targets.ts";
import { type AnsweredForm, type Before, NOTHING_BEFORE, type Question } from "./memory.ts";
import type { Command } from "./read/command.ts";
import { readFollowUp } from "./read/follow-up.ts";
import { type Known, knownOf } from "./read/known.ts";
import { candidatesOf } from "./read/read-change.ts";
import { readMessage } from "./read/read-message.ts";
import { readSame } from "./read/read-same.ts";
import { resolveNamed } from "./read/resolve.ts";
import { corrected } from "./read/self-correction.ts";
import type { Reply } from "./reply.ts";
import {
  CANCELLED,
  GREETING,
  HELP,
  NOTHING_TO_CANCEL,
  ONE_NAME,
  THANKS,
  TOO_LONG,
  UNKNOWN,
} from "./texts.ts";

/** Tasks by whose names a message is understood: all open ones and the latest completed ones, up to this number. */
const MAX_KNOWN = 1_000;

/** Does what a message asks for and returns the reply. */
export async function answer(said: string, before: Before, scope: TaskScope): Promise<Reply> {
  const known = knownOf(await selectTasks(scope, { state: "all" }, MAX_KNOWN));
  const message = corrected(said, scope);
  const commands = readMessage(before.question ? message : withoutYes(message), known, scope);
  const answered = before.question && (await answerQuestion(before.question, message, commands, scope));
  if (answered) return answered;
  const same = readSame(message, before, known, scope);
  if (same) return carryOut([same], before, known, scope);
  const isSure = commands.some((command) => command.kind === "change" && command.target.kind !== "named");
  const followUp = isSure ? undefined : readFollowUp(message, before, known, scope);
  return carryOut(followUp ? [followUp] : commands, before, known, scope);
}

/** "Delete them" is a yes to a question, and without one a request. */
const withoutYes = (message: string) => message.replace(/^\s*delete (?=(?:it|them)\b)/i, "remove ");

/** Several requests of a message are carried out one after the other, and their answers stand together. */
async function carryOut(commands: Command[], before: Before, known: Known, scope: TaskScope): Promise<Reply> {
  const [first, ...others] = commands;
  if (!first) return { text: UNKNOWN };
  if (others.length === 0) return carryOutOne(first, before, known, scope);
  const replies: Reply[] = [];
  for (const command of commands) replies.push(await carryOutOne(command, before, known, scope));
  const focus = replies.flatMap(({ note }) => note?.focus ?? []);
  const changes = replies.flatMap(({ note }) => note?.change ?? []);
  const newest = changes.pop();
  const last = replies.at(-1);
  return {
    ...last,
    text: replies.map(({ text }) => text).join("\n\n"),
    changed: replies.some(({ changed }) => changed === true),
    tasks: replies.flatMap(({ tasks }) => tasks ?? []),
    note: {
      ...last?.note,
      ...(newest !== undefined && { change: newest, earlier: changes }),
      ...(focus.length > 0 && { focus, shown: focus }),
    },
  };
}

async function carryOutOne(command: Command, before: Before, known: Known, scope: TaskScope): Promise<Reply> {
  switch (command.kind) {
    case "create":
      return create(command.phrases.slice(0, MAX_CREATED).map(draftOf), scope);
    case "ask_task":
      return askTask(command.phrase);
    case "offer":
      return offerFor(command, known);
    case "list":
      return list(command, scope);
    case "about":
      return about(command, known, scope);
    case "plan":
      return plan(scope);
    case "change":
      return changeTarget(command, before, known, scope);
    case "undo":
      return undo(before, scope);
    case "unwanted":
      return { text: CANCELLED };
    case "cancel":
      return { text: before.question ? CANCELLED : NOTHING_TO_CANCEL };
    case "help":
      return { text: HELP };
    case "greeting":
      return { text: GREETING };
    case "thanks":
    case "yes":
      return { text: command.kind === "thanks" ? THANKS : UNKNOWN };
    case "too_long":
      return { text: TOO_LONG };
    case "unknown":
      return { text: UNKNOWN };
  }
}

/** The name of a task that exists isn't added once more without a question. */
function offerFor({ phrase }: Extract<Command, { kind: "offer" }>, known: Known): Reply {
  const same = known.tasks.find(({ title }) => title.toLowerCase() === phrase.title.toLowerCase());
  if (!same) return offer(phrase);
  const reply = offer(phrase, `${boldTitle(same.title)} is already on your list.`);
  return { ...reply, note: { shown: [same.id] } };
}

async function changeTarget(
  command: Extract<Command, { kind: "change" }>,
  before: Before,
  known: Known,
  scope: TaskScope,
): Promise<Reply> {
  const { change: how, target } = command;
  const found = await targetsOf(how, target, before, known, scope);
  switch (found.kind) {
    case "tasks":
      if (how.kind === "edit" && how.edits.title !== undefined && found.tasks.length > 1)
        return { text: ONE_NAME };
      return how.kind === "delete" && found.tasks.length > 1
        ? confirm(how, found.tasks)
        : change(how, found.tasks, scope);
    case "ambiguous":
      return askWhich(how, found.tasks, scope);
    case "none":
      return { text: found.text };
    case "unknown": {
      const open = how.kind === "reopen" ? openOnes(found.words, known) : [];
      if (open.length > 0) {
        const ids = open.map(({ id }) => id);
        return {
          text: `Still open: ${open.map((task) => taskMarkdown(task, scope)).join("; ")}.`,
          note: { focus: ids, shown: ids },
        };
      }
      const missing = notFound(how, found.words, known, scope);
      const isCommand =
        /\b(?:task|to-?do|reminder|it|list)\b/.test(found.words) || command.phrase.title === "";
      if (isCommand || command.otherwise === "talk") return missing;
      return {
        ...missing,
        text: `${missing.text}\n\nOr add ${boldTitle(command.phrase.title)} as a new task? Say “yes”.`,
        question: { asks: "add", draft: draftOf(command.phrase) },
      };
    }
  }
}

/** "I haven't finished the report yet": nothing is to be reopened. */
const openOnes = (words: string, known: Known) =>
  resolveNamed(words, candidatesOf({ kind: "complete" }, known.tasks))?.groups.flat() ?? [];

/**
 * Undoes what the last message has changed in this conversation or, in a new one, the user's last change anywhere.
 */
async function undo({ change: last, earlier }: Before, scope: TaskScope): Promise<Reply> {
  const done: Undone[] = [];
  for (const id of [...earlier, last].toReversed()) {
    const undone = id === undefined ? undefined : await undoOperation(scope, id);
    if (undone) done.push(undone);
  }
  if (done.length === 0) {
    const undone = await undoOperation(scope);
    if (undone) done.push(undone);
  }
  if (done.length === 0) return { text: "There is nothing to undo." };
  const tasks = [...new Map(done.flatMap(({ tasks: each }) => each).map((task) => [task.id, task])).values()];
  const ids = tasks.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id);
  const what = done.map(({ summary }) => summary.charAt(0).toLowerCase() + summary.slice(1)).join("; ");
  return { text: `Undone: ${what}.`, changed: true, tasks, note: { focus: ids, shown: ids } };
}

/**
 * Does what was chosen in a form. A free answer, which ChatKit offers beside the options, is read like a
 * message.
 */
export async function answerForm({ form, question }: AnsweredForm, scope: TaskScope): Promise<Reply> {
  const [input] = form.inputs;
  const value = input?.answer?.values[0];
  if (value === undefined) return { text: CANCELLED };
  const place =
    input?.type === "multiple_choice" ? input.options.findIndex((option) => option.value === value) : -1;
  const chosen = question && place >= 0 ? await choose(question, place, scope) : undefined;
  return chosen ?? answer(value, { ...NOTHING_BEFORE, question }, scope);
}

async function choose(question: Question, place: number, scope: TaskScope): Promise<Reply | undefined> {
  if (question.asks === "confirm") {
    if (place !== 0) return { text: CANCELLED };
    return change(question.change, await selectTasks(scope, { ids: question.taskIds, state: "all" }), scope);
  }
  const id = question.asks === "which_task" ? question.taskIds[place] : undefined;
  if (question.asks !== "which_task" || id === undefined) return undefined;
  const tasks = await selectTasks(scope, { ids: [id], state: "all" });
  return tasks.length > 0 ? change(question.change, tasks, scope) : { text: "That task is no longer there." };
}
