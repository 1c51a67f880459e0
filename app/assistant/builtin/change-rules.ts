import { type Read, doing, toDue, toPriority, toTitle } from "./change-readers.ts";

const DONE = "(?:done|complete[d]?|finished|closed|ticked(?: off)?|checked(?: off)?)";
const UNDONE =
  "(?:not (?:yet )?(?:done|completed?|finished)|undone|incomplete|unfinished|open|to ?do|pending|uncompleted)";
const LEVEL = "(high|highest|top|urgent|important|critical|medium|normal|regular|low|lowest)";
const ITS_DATE = "(?:due date|due|date|deadline|time)";
const MY_LIST = "(?:my|the) (?:list|to-?do list|tasks|to-?dos)";

/** How to read a message when no task has the name: not at all, as a new task, or as small talk. */
export type Otherwise = "nothing" | "task" | "talk";

interface Rules {
  read: Read;
  otherwise?: Otherwise;
  /** Regular expressions. The first group is the task's name, the second the new value. */
  said: string[];
}

/** Patterns of English requests to change a task, tried in this order: the most specific come first. */
export const CHANGE_RULES: Rules[] = [
  {
    read: doing({ kind: "reopen" }),
    said: [
      String.raw`(?:mark|set|make|flag|change|put) (.+?) (?:back )?(?:(?:as|to|into) )?(?:be )?${UNDONE}(?: again)?`,
      String.raw`(?:re-?open|uncheck|untick|unmark|uncomplete|undo|restore|reactivate) (.+)`,
      String.raw`(.+?) (?:isn't|is not|wasn't|was not) (?:actually |really |yet )*${DONE}(?: yet)?`,
      String.raw`(?:i )?(?:didn't|did not|haven't|have not) (?:actually )?(?:finish(?:ed)?|completed?|done?|do) (.+)`,
    ],
  },
  {
    read: toPriority(),
    said: [
      String.raw`(?:set|change|make|update|raise|lower|put) (?:the )?priority (?:of|for|on) (.+?) (?:(?:to|as|at) )?${LEVEL}`,
      String.raw`(?:set|change|update|give|raise|lower) (.+?)(?:'s)? priority (?:to|as) ${LEVEL}`,
      String.raw`give (.+?) (?:a )?${LEVEL}[- ]priority`,
      String.raw`(?:mark|set|make|flag|change) (.+?) (?:(?:as|to) )?(?:be )?(?:an? )?${LEVEL}(?:[- ]priority)?`,
    ],
  },
  {
    read: toPriority(),
    otherwise: "talk",
    said: [
      String.raw`(.+?) (?:is|has|should be|should have|must be) (?:a |an |now )*${LEVEL}(?:[- ]priority)?`,
    ],
  },
  { read: toPriority("high"), said: [String.raw`(?:prioriti[sz]e|star) (.+)`] },
  { read: toPriority("low"), said: [String.raw`(?:deprioriti[sz]e|unstar) (.+)`] },
  {
    read: doing({ kind: "set_due", due: null }),
    said: [
      String.raw`(?:remove|clear|delete|drop|unset) (?:the )?${ITS_DATE} (?:of|from|for|on) (.+)`,
      String.raw`(.+?) (?:has no|doesn't have a|needs no) ${ITS_DATE}`,
    ],
  },
  {
    read: toDue,
    said: [
      String.raw`(?:set|change|move|update|make) (?:the )?${ITS_DATE} (?:of|for|on) (.+?) (?:to|as|for|on|at|until|till) (.+)`,
      String.raw`(?:set|change|move|update) (.+?)(?:'s)? ${ITS_DATE} (?:to|as|for) (.+)`,
      String.raw`(?:make|set) (.+?) (?:to be )?due (.+)`,
    ],
  },
  {
    read: toDue,
    otherwise: "task",
    said: [
      String.raw`(?:move|reschedule|postpone|push|delay|defer|shift|snooze|change|bring forward) (.+?) (?:back )?(?:to|until|till|for|on|by) (.+)`,
      String.raw`(?:move|reschedule|postpone|push|delay|snooze) (.+?) ((?:tomorrow|today|next|this|on|at|in)\b.*)`,
      String.raw`(.+?) (?:is|should be|needs to be|must be) (?:now )?due (.+)`,
    ],
  },
  {
    read: toTitle,
    said: [
      String.raw`(?:rename|retitle) (.+?) (?:to|as|into) (.+)`,
      String.raw`(?:change|set|edit|update) (?:the )?(?:title|name|text|wording) (?:of|for) (.+?) to (.+)`,
      String.raw`(?:change|edit|update) (.+?) to say (.+)`,
    ],
  },
  {
    read: doing({ kind: "complete" }),
    said: [
      String.raw`(?:mark|set|flag|check|tick|cross|make) (?:off )?(.+?) (?:off )?(?:(?:as|to|is|=) )?(?:be )?${DONE}`,
      String.raw`(?:check|tick|cross|mark|strike) off (.+)`,
      String.raw`(?:check|tick|cross|strike) (.+?) off(?: (?:my|the) list)?`,
      String.raw`i(?:'ve| have)? (?:just |already |now |also |finally )*(?:finished|completed|done|did|wrapped up|took care of|got done|dealt with|handled) (?:with )?(.+)`,
      String.raw`(?:just |already )?(?:finished|completed) (?:with )?(.+)`,
      String.raw`(?:i'm|i am|we're) (?:done|finished|through) with (.+)`,
      String.raw`(.+?)(?: (?:is|are|was|has been)|'s) (?:now |already |all )*${DONE}`,
      String.raw`(?:done|completed?|finished) ?(?::|-|–|with) ?(.+)`,
    ],
  },
  {
    read: doing({ kind: "complete" }),
    otherwise: "task",
    said: [String.raw`(?:complete|close|finish) (.+)`, String.raw`(.+?)[ :,–-]+${DONE}`],
  },
  {
    read: doing({ kind: "delete" }),
    said: [
      String.raw`take (.+?) off ${MY_LIST}`,
      String.raw`(?:delete|erase|trash|get rid of|scratch) (.+?)(?: from ${MY_LIST})?`,
    ],
  },
  {
    read: doing({ kind: "delete" }),
    otherwise: "task",
    said: [String.raw`(?:remove|drop|cancel|discard|forget(?: about)?) (.+?)(?: from ${MY_LIST})?`],
  },
];
