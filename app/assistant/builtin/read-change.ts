import type { LocalNow } from "#app/tasks/local-time.ts";
import { CHANGE_RULES, type Otherwise } from "./change-rules.ts";
import type { Intent } from "./intent.ts";
import { readDone } from "./past-verbs.ts";
import { readStatement } from "./read-create.ts";
import { targetName } from "./words.ts";

const RULES = CHANGE_RULES.flatMap(({ said, read, otherwise = "nothing" }) =>
  said.map((words) => ({ pattern: new RegExp(`^${words}$`, "i"), read, otherwise })),
);

/** Reads a change of an existing task. `otherwise` holds another possible reading of the message. */
export function readChange(text: string, local: LocalNow): Intent | undefined {
  const request = text.replace(/[!.?]+$/, "");
  if (CLEARS.test(request)) return { kind: "one_at_a_time" };
  for (const { pattern, read, otherwise } of RULES) {
    const [, name = "", said = ""] = pattern.exec(request) ?? [];
    const change = name === "" ? undefined : read(said, local);
    if (!change || isQuestion(name)) continue;
    if (isEverything(name)) return { kind: "one_at_a_time" };
    const named = /\b(?:task|to-?do|reminder)\b/i.test(name);
    const instead = named ? undefined : readInstead(otherwise, text, local);
    // "Finish the report by Friday" has a date, so it is a new task rather than a finished one.
    if (change.kind !== "set_due" && instead?.kind === "create" && instead.phrase?.due) return instead;
    return { kind: "change", change, target: targetName(name), ...(instead && { otherwise: instead }) };
  }
  const done = readDone(request);
  if (done === undefined || isQuestion(done)) return undefined;
  return {
    kind: "change",
    change: { kind: "complete" },
    target: targetName(done),
    otherwise: { kind: "unknown" },
  };
}

function readInstead(otherwise: Otherwise, text: string, local: LocalNow): Intent | undefined {
  if (otherwise === "nothing") return undefined;
  return otherwise === "talk" ? { kind: "unknown" } : readStatement(text, local);
}

/** "Clear completed": no task is called so. */
const CLEARS =
  /^(?:clear|delete|remove|archive|purge|clean up|get rid of|hide)(?: (?:all|my|the|of))* (?:completed|done|finished|old|overdue)(?: (?:tasks?|to-?dos?|ones|items|stuff))?$/i;

/** "Is the report", "what": the sentence is a question, and these words are no task's name. */
const isQuestion = (name: string) =>
  /^(?:what|which|who|when|where|why|how|you|there|is|are|was|were|does|did|do|has|have)\b/i.test(name);

function isEverything(name: string): boolean {
  return /^(?:(?:all|the rest|the lot)(?: of)?(?: (?:my|the|them|these|those|it))?|them(?: all| both)?|these|those|everything|every|both|completed|done|finished|overdue)(?: (?:open|completed|done|finished|overdue|old|of|my))*(?: (?:tasks?|to-?dos|them|items|reminders|of them))?$/i.test(
    name,
  );
}
