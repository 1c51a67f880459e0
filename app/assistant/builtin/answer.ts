import { getTask } from "#db/queries/tasks.ts";
import { readTaskPhrase } from "#app/tasks/task-phrase.ts";
import { matchTasks } from "#app/tasks/match-tasks.ts";
import { askWhich, changeNamed, changeOne, notFound } from "./change.ts";
import { changeAll, changeMany } from "./change-many.ts";
import { create, createMany, offer } from "./create.ts";
import { placeIn } from "./find-target.ts";
import type { Intent } from "./intent.ts";
import { readIntent } from "./read-intent.ts";
import { list } from "./list.ts";
import { plan } from "./plan.ts";
import type { AnsweredForm, Before, Question } from "./question.ts";
import type { Reply } from "./reply.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
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
import { undo } from "./undo.ts";
import { targetName } from "./words.ts";

/** Does what a message asks for and returns the reply. */
export async function answer(message: string, before: Before, scope: TaskScope): Promise<Reply> {
  const intent = readIntent(message, scope);
  const answered = before.question && (await answerQuestion(before.question, message, intent, scope));
  return answered ?? carryOut(intent, before, scope);
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
  if (question?.asks === "confirm" && place >= 0)
    return place === 0 ? confirmed(question, scope) : { text: CANCELLED };
  const id = question?.asks === "which_task" ? question.taskIds[place] : undefined;
  if (question?.asks === "which_task" && id !== undefined) return changeOne(question.change, { id }, scope);
  return answer(value, { question, answer: "" }, scope);
}

async function carryOut(intent: Intent, before: Before, scope: TaskScope): Promise<Reply> {
  switch (intent.kind) {
    case "create":
      return create(intent.phrase, scope);
    case "create_many":
      return createMany(intent.phrases, scope);
    case "list":
      return list(intent.filter, scope);
    case "plan":
      return plan(scope);
    case "change": {
      const reply = await changeNamed(intent.change, intent.target, before.answer, scope);
      if (reply) return reply;
      return intent.otherwise
        ? carryOut(intent.otherwise, before, scope)
        : notFound(intent.change, intent.target, scope);
    }
    case "change_many":
      return changeMany(intent.change, intent.selection, before.answer, scope);
    case "undo":
      return undo(before.undo, scope);
    case "one_name":
      return { text: ONE_NAME };
    case "help":
      return { text: HELP };
    case "greeting":
      return { text: GREETING };
    case "thanks":
      return { text: THANKS };
    case "cancel":
      return { text: before.question ? CANCELLED : NOTHING_TO_CANCEL };
    case "offer":
      return offer(intent.phrase);
    case "too_long":
      return { text: TOO_LONG };
    case "unknown":
      return { text: UNKNOWN };
  }
}

/** Treats the message as the answer to the pending question, unless it clearly is a request of its own. */
async function answerQuestion(
  question: Question,
  message: string,
  intent: Intent,
  scope: TaskScope,
): Promise<Reply | undefined> {
  if (intent.kind === "create_many" && question.asks === "what_task")
    return createMany(intent.phrases, scope);
  if (["cancel", "undo", "list", "plan", "help", "too_long"].includes(intent.kind)) return undefined;
  if (question.asks === "what_task") {
    // In "Add a task to buy milk" only the phrase "buy milk" is the task.
    const isCreate = intent.kind === "create";
    return create(
      isCreate ? intent.phrase : readTaskPhrase(message.replace(/\s+/g, " ").trim(), scope),
      scope,
    );
  }
  if (question.asks === "add") {
    if (YES.test(message.trim())) return create({ ...question, saysMore: false }, scope);
    return undefined;
  }
  if (question.asks === "confirm") return YES.test(message.trim()) ? confirmed(question, scope) : undefined;
  const tasks = await Promise.all(
    question.taskIds.map((id) => getTask(scope.db, { userId: scope.userId, id })),
  );
  const place = placeIn(message);
  const chosen = place === undefined ? undefined : tasks.at(place);
  if (chosen) return changeOne(question.change, chosen, scope);
  const found = matchTasks(
    tasks.filter((task) => task !== undefined),
    targetName(message),
  );
  const [only] = found;
  if (only && found.length === 1) return changeOne(question.change, only, scope);
  return found.length > 1 ? askWhich(question.change, found, scope) : undefined;
}

const YES =
  /^(?:y|yes|yep|yeah|sure|ok(?:ay)?|do (?:it|that)|go ahead|confirm(?:ed)?|please do|delete (?:them|all)(?: all)?|add (?:it|that))(?:[\s,]+(?:please|delete them|do it|all of them))*[.!]*$/i;

async function confirmed(
  { change, taskIds }: Extract<Question, { asks: "confirm" }>,
  scope: TaskScope,
): Promise<Reply> {
  const tasks = await Promise.all(taskIds.map((id) => getTask(scope.db, { userId: scope.userId, id })));
  return changeAll(
    change,
    tasks.filter((task) => task !== undefined),
    scope,
  );
}
