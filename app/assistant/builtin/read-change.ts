import { findDue } from "#app/tasks/find-due.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";
import { priorityOf } from "#app/tasks/task-phrase.ts";
import type { Intent, TaskChange } from "./intent.ts";
import { readStatement } from "./read-create.ts";
import { targetName } from "./words.ts";

const DONE = "(?:done|complete[d]?|finished|closed|ticked(?: off)?|checked(?: off)?)";
const UNDONE = "(?:not (?:yet )?(?:done|completed?|finished)|undone|incomplete|unfinished|open|to ?do|pending|uncompleted)";
const LEVEL = "(high|highest|top|urgent|important|critical|medium|normal|regular|low|lowest)";

type Reader = (match: RegExpExecArray, local: LocalNow) => { change: TaskChange; target: string } | undefined;
interface Rule {
  pattern: RegExp;
  read: Reader;
  /** The same words may be a task to do: "Finish the report", "Remove the old tiles". */
  weak?: boolean;
}

const simple =
  (change: TaskChange): Reader =>
  ([, target = ""]) => ({ change, target });

const withPriority: Reader = ([, target = "", word = ""]) => {
  const priority = priorityOf(word);
  return priority && { change: { kind: "set_priority", priority }, target };
};

const withDue: Reader = ([, target = "", when = ""], local) => {
  const found = findDue(when, local);
  return found && found.rest.replace(/^(?:the|to|on|by|at|for|\W)+$/i, "") === "" && { change: { kind: "set_due", due: found.due }, target } || undefined;
};

const withTitle: Reader = ([, target = "", title = ""]) => ({
  change: { kind: "rename", title: title.trim().replace(/^["'“]+|["'”.]+$/g, "") },
  target,
});

const RULES: Rule[] = [
  { pattern: new RegExp(`^(?:mark|set|make|flag|change|put)\\s+(.+?)\\s+(?:back )?(?:as|to|into)?\\s*(?:be )?${UNDONE}(?: again)?$`, "i"), read: simple({ kind: "reopen" }) },
  { pattern: /^(?:re-?open|uncheck|untick|unmark|uncomplete|undo|restore|reactivate)\s+(.+)$/i, read: simple({ kind: "reopen" }) },
  { pattern: new RegExp(`^(.+?)\\s+(?:is(?:n't| not)|wasn't|was not)\\s+(?:actually |really |yet )*${DONE}(?: yet)?$`, "i"), read: simple({ kind: "reopen" }) },
  { pattern: /^(?:i )?(?:didn't|did not|haven't|have not) (?:actually )?(?:finish(?:ed)?|completed?|done?|do)\s+(.+)$/i, read: simple({ kind: "reopen" }) },

  { pattern: new RegExp(`^(?:mark|set|make|flag|change)\\s+(.+?)\\s+(?:as|to|a|an)?\\s*(?:be )?(?:a |an )?${LEVEL}(?:[- ]priority)?$`, "i"), read: withPriority },
  { pattern: new RegExp(`^(?:set|change|make|update|raise|lower|put)\\s+(?:the\\s+)?priority\\s+(?:of|for|on)\\s+(.+?)\\s+(?:to|as|at)?\\s*${LEVEL}$`, "i"), read: withPriority },
  { pattern: new RegExp(`^(?:set|change|update|give|raise|lower)\\s+(.+?)(?:'s)?\\s+priority\\s+(?:to|as)\\s+${LEVEL}$`, "i"), read: withPriority },
  { pattern: new RegExp(`^give\\s+(.+?)\\s+(?:a )?${LEVEL}[- ]priority$`, "i"), read: withPriority },
  { pattern: new RegExp(`^(.+?)\\s+(?:is|has|should be|should have|must be)\\s+(?:a |an |now )*${LEVEL}(?:[- ]priority)?$`, "i"), read: withPriority, weak: true },
  { pattern: /^(?:prioriti[sz]e|star)\s+(.+)$/i, read: simple({ kind: "set_priority", priority: "high" }), weak: true },
  { pattern: /^(?:deprioriti[sz]e|unstar)\s+(.+)$/i, read: simple({ kind: "set_priority", priority: "low" }) },

  { pattern: /^(?:remove|clear|delete|drop|unset)\s+(?:the\s+)?(?:due date|due|date|deadline)\s+(?:of|from|for|on)\s+(.+)$/i, read: simple({ kind: "set_due", due: null }) },
  { pattern: /^(.+?)\s+(?:has no|doesn't have a|needs no)\s+(?:due date|deadline|date)$/i, read: simple({ kind: "set_due", due: null }) },
  { pattern: /^(?:set|change|move|update|make)\s+(?:the\s+)?(?:due date|due|date|deadline|time)\s+(?:of|for|on)\s+(.+?)\s+(?:to|as|for|on|at|until|till)\s+(.+)$/i, read: withDue },
  { pattern: /^(?:set|change|move|update)\s+(.+?)(?:'s)?\s+(?:due date|deadline)\s+(?:to|as|for)\s+(.+)$/i, read: withDue },
  { pattern: /^(?:make|set)\s+(.+?)\s+(?:to be )?due\s+(.+)$/i, read: withDue },
  { pattern: /^(?:move|reschedule|postpone|push|delay|defer|shift|snooze|change|bring forward)\s+(.+?)\s+(?:back )?(?:to|until|till|for|on|by)\s+(.+)$/i, read: withDue, weak: true },
  { pattern: /^(?:reschedule|postpone|delay|snooze)\s+(.+?)\s+((?:tomorrow|today|next|this|on|at|in)\b.*)$/i, read: withDue, weak: true },
  { pattern: /^(.+?)\s+(?:is|should be|needs to be|must be)\s+(?:now )?due\s+(.+)$/i, read: withDue, weak: true },

  { pattern: /^(?:rename|retitle)\s+(.+?)\s+(?:to|as|into)\s+(.+)$/i, read: withTitle },
  { pattern: /^(?:change|set|edit|update)\s+(?:the\s+)?(?:title|name|text|wording)\s+(?:of|for)\s+(.+?)\s+to\s+(.+)$/i, read: withTitle },
  { pattern: /^(?:change|edit|update)\s+(.+?)\s+to say\s+(.+)$/i, read: withTitle },

  { pattern: new RegExp(`^(?:mark|set|flag|check|tick|cross|make)\\s+(?:off\\s+)?(.+?)\\s+(?:off\\s+)?(?:as|to|is|=)?\\s*(?:be )?${DONE}$`, "i"), read: simple({ kind: "complete" }) },
  { pattern: /^(?:check|tick|cross|mark|strike)\s+off\s+(.+)$/i, read: simple({ kind: "complete" }) },
  { pattern: /^(?:check|tick|cross|strike)\s+(.+?)\s+off(?: (?:my|the) list)?$/i, read: simple({ kind: "complete" }) },
  { pattern: /^(?:i(?:'ve| have)?\s+)?(?:just |already |now |also |finally )*(?:finished|completed|done|did|am done with|'m done with|wrapped up|took care of|got done|dealt with|handled)\s+(?:with\s+)?(.+)$/i, read: simple({ kind: "complete" }) },
  { pattern: /^(?:i'm|i am|we're)\s+(?:done|finished|through)\s+with\s+(.+)$/i, read: simple({ kind: "complete" }) },
  { pattern: new RegExp(`^(.+?)\\s+(?:is|are|was|has been|'s)\\s+(?:now |already |all )*${DONE}$`, "i"), read: simple({ kind: "complete" }) },
  { pattern: /^(?:done|completed?|finished)\s*(?::|-|–|with)\s*(.+)$/i, read: simple({ kind: "complete" }) },
  { pattern: /^(?:complete|close)\s+(.+)$/i, read: simple({ kind: "complete" }), weak: true },
  { pattern: /^finish\s+(.+)$/i, read: simple({ kind: "complete" }), weak: true },
  { pattern: new RegExp(`^(.+?)[\\s:,–-]+${DONE}[.!]*$`, "i"), read: simple({ kind: "complete" }), weak: true },

  { pattern: /^take\s+(.+?)\s+off\s+(?:my|the)\s+(?:list|to-?do list|tasks)$/i, read: simple({ kind: "delete" }) },
  { pattern: /^(?:delete|erase|trash|get rid of|scratch)\s+(.+?)(?:\s+from\s+(?:my|the)\s+(?:list|to-?do list|tasks|to-?dos))?$/i, read: simple({ kind: "delete" }) },
  { pattern: /^(?:remove|drop|cancel|discard|forget(?: about)?)\s+(.+?)(?:\s+from\s+(?:my|the)\s+(?:list|to-?do list|tasks|to-?dos))?$/i, read: simple({ kind: "delete" }), weak: true },

  // "I bought milk": the verb is another form of the task's own, so what is done decides.
  { pattern: /^(?:i|we)(?:'ve| have)?\s+(?:just |already |now |finally )*(?:\w+(?:ed|t)|bought|sent|wrote|written|paid|made|met|got|took|taken|read|went|gone|told|spoke|sold|found|fed|swept|ran|done)\s+(.+)$/i, read: simple({ kind: "complete" }), weak: true },
];

/** A change of a task that exists. What may as well be a new task says so in `otherwise`. */
export function readChange(text: string, local: LocalNow): Intent | undefined {
  const request = text.replace(/[!.]+$/, "");
  for (const { pattern, read, weak } of RULES) {
    const match = pattern.exec(request);
    const found = match && read(match, local);
    if (!found) continue;
    if (isEverything(found.target)) return { kind: "one_at_a_time" };
    const target = targetName(found.target);
    const otherwise = weak ? (readStatement(text, local) ?? { kind: "unknown" as const }) : undefined;
    const named = /\b(?:task|to-?do|reminder)\b/i.test(found.target);
    return { kind: "change", change: found.change, target, ...(otherwise && !named ? { otherwise } : {}) };
  }
  return undefined;
}

function isEverything(target: string): boolean {
  return /^(?:all(?: of)?(?: (?:my|the|them|these|those))?|everything|every|both)(?:\s+(?:open|completed|done|finished|overdue|old|of|my))*(?:\s+(?:tasks?|to-?dos|them|items|reminders|of them))?$/i.test(target);
}
