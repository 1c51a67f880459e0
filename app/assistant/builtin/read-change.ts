import type { LocalNow } from "#app/tasks/local-time.ts";
import { CHANGE_RULES, type Otherwise } from "./change-rules.ts";
import type { Intent } from "./intent.ts";
import { readStatement } from "./read-create.ts";
import { targetName } from "./words.ts";

const RULES = CHANGE_RULES.flatMap(({ said, read, otherwise = "nothing" }) =>
  said.map((words) => ({ pattern: new RegExp(`^${words}$`, "i"), read, otherwise })),
);

/** Reads a change of an existing task. `otherwise` holds another possible reading of the message. */
export function readChange(text: string, local: LocalNow): Intent | undefined {
  const request = text.replace(/[!.?]+$/, "");
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
  return undefined;
}

function readInstead(otherwise: Otherwise, text: string, local: LocalNow): Intent | undefined {
  if (otherwise === "nothing") return undefined;
  return otherwise === "talk" ? { kind: "unknown" } : readStatement(text, local);
}

/** "Is the report", "what": the sentence is a question, and these words are no task's name. */
const isQuestion = (name: string) =>
  /^(?:what|which|who|when|where|why|how|you|there|is|are|was|were|does|did|do|has|have)\b/i.test(name);

function isEverything(name: string): boolean {
  return /^(?:all(?: of)?(?: (?:my|the|them|these|those))?|everything|every|both)(?: (?:open|completed|done|finished|overdue|old|of|my))*(?: (?:tasks?|to-?dos|them|items|reminders|of them))?$/i.test(
    name,
  );
}
