import { readTask } from "#app/tasks/language/read-task.ts";
import { priorityOf } from "#app/tasks/language/attributes.ts";
import { normalize } from "#app/tasks/language/normal.ts";
import { selectTasks } from "#app/tasks/selector.server.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { matchTasks } from "#app/tasks/match-tasks.ts";
import type { Task } from "#db/schema/index.ts";
import type { Question } from "../memory.ts";
import { editsOf } from "../read/change-values.ts";
import { toClause } from "../read/clause.ts";
import type { Change, Command } from "../read/command.ts";
import { withoutPoliteness } from "../read/polite.ts";
import { placesIn, targetName } from "../read/target.ts";
import type { Reply } from "../reply.ts";
import { CANCELLED } from "../texts.ts";
import { askWhich, change } from "./change.ts";
import { askTask, create, draftOf } from "./create.ts";

/** Requests that no question keeps from being carried out. */
const OWN_REQUESTS = new Set<Command["kind"]>([
  "undo",
  "list",
  "plan",
  "help",
  "too_long",
  "about",
  "ask_task",
]);

/** Treats the message as the answer to the pending question, unless it clearly is a request of its own. */
export async function answerQuestion(
  question: Question,
  message: string,
  commands: Command[],
  scope: TaskScope,
): Promise<Reply | undefined> {
  const [command] = commands;
  if (!command || OWN_REQUESTS.has(command.kind)) return undefined;
  if (command.kind === "cancel" || command.kind === "unwanted") return { text: CANCELLED };
  switch (question.asks) {
    case "what_task":
      return answerWhatTask(question, message, commands, scope);
    case "add":
      return command.kind === "yes" ? create([question.draft], scope) : undefined;
    case "confirm":
      return command.kind === "yes" ||
        isThem(message) ||
        /^(?:ok(?:ay)?|k|sure|fine|alright|all right|thanks)[.!]*$/i.test(message.trim())
        ? change(question.change, await load(question.taskIds, scope), scope)
        : undefined;
    case "value":
      return answerValue(question, message, command, scope);
    case "which_task":
      return answerWhich(question, message, command, scope);
  }
}

const isThem = (message: string) =>
  /^(?:(?:delete|remove) (?:them all|all|everything)|all|both|them|all of them|them all|both of them|every one|everything)[.!]*$/i.test(
    message.trim(),
  );

const load = (ids: string[], scope: TaskScope) => selectTasks(scope, { ids, state: "all" });

async function answerWhatTask(
  { draft }: Extract<Question, { asks: "what_task" }>,
  message: string,
  commands: Command[],
  scope: TaskScope,
): Promise<Reply | undefined> {
  const [command] = commands;
  if (command?.kind === "greeting" || command?.kind === "thanks") return undefined;
  const creations = commands.flatMap((each) => (each.kind === "create" ? each.phrases : []));
  const phrases =
    creations.length > 0
      ? creations
      : [readTask(withoutPoliteness(message).replace(/^(?:to|it'?s|that i) /i, ""), scope)];
  const [phrase] = phrases;
  if (!phrase || phrase.title === "") return phrase && askTask(phrase);
  const reply = await create(
    phrases.map((each) => {
      const { due, priority, ...rest } = draftOf(each);
      return {
        ...draft,
        ...rest,
        due: due ?? draft?.due ?? null,
        ...((priority ?? draft?.priority) && { priority: priority ?? draft?.priority }),
      };
    }),
    scope,
  );
  return { ...reply, subject: phrase.title };
}

async function answerValue(
  { what, taskIds }: Extract<Question, { asks: "value" }>,
  message: string,
  command: Command,
  scope: TaskScope,
): Promise<Reply | undefined> {
  if (command.kind === "change" && command.target.kind !== "named") return undefined;
  const tasks = await load(taskIds, scope);
  const how = valueOf(what, withoutPoliteness(message), scope);
  return how && tasks.length > 0 ? change(how, tasks, scope) : undefined;
}

function valueOf(what: "due" | "title" | "priority", text: string, scope: TaskScope): Change | undefined {
  const clause = toClause(text, scope);
  if (what === "title")
    return { kind: "edit", edits: { title: text.charAt(0).toUpperCase() + text.slice(1) } };
  if (what === "priority") {
    const slot = clause.slots.find(({ kind }) => kind === "priority");
    const priority = slot?.kind === "priority" ? slot.priority : priorityOf(clause.normal.text.trim());
    return priority && { kind: "edit", edits: { priority } };
  }
  const slot = clause.slots.find(({ kind }) => kind === "when");
  const edits = slot?.kind === "when" ? editsOf(slot.when) : undefined;
  return edits && { kind: "edit", edits };
}

async function answerWhich(
  question: Extract<Question, { asks: "which_task" }>,
  message: string,
  command: Command,
  scope: TaskScope,
): Promise<Reply | undefined> {
  const tasks = await load(question.taskIds, scope);
  const ordered = question.taskIds.flatMap((id) => tasks.find((task) => task.id === id) ?? []);
  const said = normalize(withoutPoliteness(message))
    .text.trim()
    .replace(/[.!?]+$/, "");
  if (isThem(said)) return change(question.change, ordered, scope);
  const places = placesIn(said);
  const chosen = places?.flatMap((place) => ordered.at(place) ?? []);
  if (chosen && chosen.length > 0 && chosen.length === places?.length)
    return change(question.change, chosen, scope);
  const found = namedIn(said, ordered);
  const [only] = found;
  if (only && found.length === 1) return change(question.change, [only], scope);
  const isOther = command.kind === "create" || command.kind === "change";
  return found.length > 1 && !isOther ? askWhich(question.change, found, scope) : undefined;
}

const namedIn = (said: string, tasks: Task[]): Task[] => matchTasks(tasks, targetName(said));
