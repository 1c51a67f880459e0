import { answer } from "#app/assistant/builtin/answer.ts";
import { type Before, Note, NOTHING_BEFORE } from "#app/assistant/builtin/memory.ts";
import type { Reply } from "#app/assistant/builtin/reply.ts";
import { CANCELLED, GREETING, HELP, NOTHING_TO_CANCEL, THANKS } from "#app/assistant/builtin/texts.ts";
import { instantOn } from "#app/tasks/due.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import type { Database } from "#db/types.ts";
import { addUser } from "#tests/store/fixtures.ts";
import type { Entry, Expect } from "./entries.ts";
import { compare } from "./compare.ts";
import { insertBefore, loadState, type State } from "./state.ts";

const ZONE = "Europe/Berlin";

/** How a turn was understood. */
export interface Measured {
  said: string;
  isIntentRight: boolean;
  /** How many of the expected facts are so, and what is wrong. */
  right: number;
  of: number;
  wrong: string[];
  answer: string;
}

/** Says the turns of an entry to the assistant, as a new user with the tasks of the entry. */
export async function measure(db: Database, entry: Entry): Promise<Measured[]> {
  const userId = await addUser(db);
  const now = localInstant(entry.now ?? "2026-10-01T12:00");
  const scope: TaskScope = { db, userId, now, timeZone: ZONE, language: entry.language ?? "en-US" };
  await insertBefore(scope, entry.before);
  let before: Before = NOTHING_BEFORE;
  const measured: Measured[] = [];
  for (const { say, expect } of entry.turns) {
    const was = await loadState(scope);
    const reply = await answer(say, before, scope);
    const is = await loadState(scope);
    measured.push(judge(say, expect, was, is, reply));
    before = remembered(reply, before);
  }
  return measured;
}

function localInstant(text: string): Date {
  const [day = "", time = "00:00"] = text.split("T");
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return instantOn(new Date(day), hour, minute, ZONE);
}

/** What the engine reads from the hidden item of its last answer; an answer without one keeps the one before. */
function remembered(reply: Reply, before: Before): Before {
  if (!reply.note && !reply.question) return { ...before, question: undefined };
  const note = Note.parse(JSON.parse(JSON.stringify({ ...reply.note, assistant_asked: reply.question })));
  return {
    question: note.assistant_asked,
    shown: note.shown ?? [],
    focus: note.focus ?? [],
    change: note.change,
    earlier: note.earlier ?? [],
    did: note.did,
    list: note.list,
    last: note.focus && note.focus.length > 0 ? "change" : note.shown ? "list" : undefined,
  };
}

function judge(said: string, expect: Expect, was: State, is: State, reply: Reply): Measured {
  const intent = intentOf(was, is, reply);
  const accepted = [expect.intent].flat();
  const isIntentRight = intent.some((each) => accepted.includes(each));
  const { right, wrong } = compare(
    expect,
    was,
    is,
    shownBy(reply),
    intent.includes("create") ? false : accepted.includes("ask"),
  );
  return {
    said,
    isIntentRight,
    right,
    of: right + wrong.length,
    wrong: [
      ...(isIntentRight ? [] : [`intent ${intent.join("/")} instead of ${accepted.join("/")}`]),
      ...wrong,
    ],
    answer: reply.text,
  };
}

/** All that a person reads in an answer. */
const shownBy = ({ text, widget, plan }: Reply): string =>
  [text, widget?.copyText ?? "", plan ? JSON.stringify(plan) : ""].join("\n");

const TALK: Record<string, string> = {
  [HELP]: "help",
  [GREETING]: "greeting",
  [THANKS]: "thanks",
  [CANCELLED]: "cancel",
  [NOTHING_TO_CANCEL]: "cancel",
};

/** What was done, by the change of state first and by the answer when nothing has changed. */
function intentOf(was: State, is: State, reply: Reply): string[] {
  const undone =
    reply.text.startsWith("Undone") || reply.text.startsWith("There is nothing to undo") ? ["undo"] : [];
  const done = [...is.values()].flatMap((task) => {
    const old = was.get(task.id);
    if (!old) return task.deleted ? [] : ["create"];
    if (old.deleted !== task.deleted) return [task.deleted ? "delete" : "undo"];
    if (old.completed !== task.completed) return [task.completed ? "complete" : "reopen"];
    return JSON.stringify(old) === JSON.stringify(task) ? [] : ["edit"];
  });
  if (done.length > 0) return [...undone, ...new Set(done)];
  if (undone.length > 0) return undone;
  const talk = TALK[reply.text];
  if (talk) return [talk];
  if (reply.question) return ["ask"];
  if (reply.plan) return ["plan", "list"];
  if (reply.note?.list) return ["list", "count"];
  if (reply.note?.shown && !reply.text.startsWith("I found no")) return ["list", "count"];
  return ["none", "ask"];
}
