import type { LocalNow } from "#app/tasks/local-time.ts";
import { CHANGE_RULES, type Otherwise } from "./change-rules.ts";
import type { Intent, Selection } from "./intent.ts";
import { readDone } from "./past-verbs.ts";
import { readStatement } from "./read-create.ts";
import { targetName } from "./words.ts";

const RULES = CHANGE_RULES.flatMap(({ said, read, otherwise = "nothing" }) =>
  said.map((words) => ({ pattern: new RegExp(`^${words}$`, "i"), read, otherwise })),
);

/** Reads a change of an existing task. `otherwise` holds another possible reading of the message. */
export function readChange(text: string, local: LocalNow): Intent | undefined {
  const request = text.replace(/[!.?]+$/, "");
  const [, cleared] = CLEARS.exec(request) ?? [];
  if (cleared) {
    return {
      kind: "change_many",
      change: { kind: "delete" },
      selection: selectionOf(cleared) ?? "completed",
    };
  }
  for (const { pattern, read, otherwise } of RULES) {
    const [, name = "", said = ""] = pattern.exec(request) ?? [];
    const change = name === "" ? undefined : read(said, local);
    if (!change || isQuestion(name)) continue;
    const selection = selectionOf(name);
    if (selection && change.kind === "rename") return { kind: "one_name" };
    if (selection)
      return { kind: "change_many", change, selection: change.kind === "reopen" ? "completed" : selection };
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
  /^(?:clear|delete|remove|archive|purge|clean up|get rid of|hide)(?: (?:all|my|the|of))* (completed|done|finished|overdue)(?: (?:tasks?|to-?dos?|ones|items|stuff))?$/i;

/** "Is the report", "what": the sentence is a question, and these words are no task's name. */
const isQuestion = (name: string) =>
  /^(?:what|which|who|when|where|why|how|you|there|is|are|was|were|does|did|do|has|have)\b/i.test(name);

const NOUN = "(?: (?:tasks?|to-?dos?|items|reminders|ones|things))?";
const SELECTIONS: [RegExp, Selection][] = [
  [
    /^(?:(?:all|both)(?: of)? )?(?:them|these|those|it all)(?: (?:all|both|tasks|two|three))?$|^both$|^the (?:rest|lot)$/i,
    "shown",
  ],
  [new RegExp(`^(?:all |the |my |every |everything )*(?:completed|done|finished)${NOUN}$`, "i"), "completed"],
  [
    new RegExp(
      `^(?:all |the |my |every |everything )*overdue${NOUN}$|^everything (?:that is|that's) overdue$`,
      "i",
    ),
    "overdue",
  ],
  [new RegExp(`^(?:everything|(?:all|every)(?: of)?(?: (?:my|the|open))*${NOUN})$`, "i"), "open"],
];

/** The tasks that words stand for which name no single one. */
const selectionOf = (name: string): Selection | undefined =>
  SELECTIONS.find(([pattern]) => pattern.test(name.trim()))?.[1];
