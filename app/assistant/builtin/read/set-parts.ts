import { priorityOf } from "#app/tasks/language/attributes.ts";
import type { Reading } from "#app/tasks/language/marks.ts";
import { addDays, today, isoDay } from "#app/tasks/local-time.ts";
import { type Selector } from "#app/tasks/selector.server.ts";
import { type Clause, L, P, slotOf, T, W, whenOf } from "./clause.ts";
import { findList, type Known } from "./known.ts";

/** A description of several tasks, as a selector and in words. */
export interface TaskSet {
  selector: Selector;
  /** The words for an answer: "due tomorrow", "in work". */
  words: string[];
  /** Whether a plural, "all" or a filter says that it is a set and not the name of a task. */
  isSet: boolean;
  /** Whether anything narrows it down. */
  hasFilter: boolean;
}

/** A description while it is read. */
export interface Draft extends TaskSet {
  rest: string;
}

/** The nouns of a description. */
export const NOUN = String.raw`(?:tasks?|to-?dos?|to-?do list|items?|things?|stuff|reminders?|ones?|chores?|errands?|jobs?|list|appointments?|agenda|checklist|matters?|meetings?|deadlines?|entries)`;

type Effect = (
  match: RegExpExecArray,
  draft: Draft,
  clause: Clause,
  known: Known,
  reading: Reading,
) => boolean;

export const narrow = (draft: Draft, selector: Partial<Selector>, words: string): boolean => {
  Object.assign(draft.selector, selector);
  if (words !== "") draft.words.push(words);
  draft.isSet = true;
  draft.hasFilter = true;
  return true;
};

/** What may stand in a description, anywhere: each takes its words away. */
export const PARTS: [RegExp, Effect][] = [
  [
    /\b(?:that )?(?:have |has |with )?(?:no|without|missing|lacking) (?:an? |any )?(?:due )?(?:dates?|deadlines?|due dates?|day|time)(?: set)?\b|\b(?:undated|unscheduled|not scheduled|dateless)\b|\bdon'?t have (?:an? )?(?:due )?(?:dates?|deadlines?)\b|\bnot due\b/,
    (_, d) => narrow(d, { due: "none" }, "without a due date"),
  ],
  [
    /\bwith (?:an? )?(?:due )?(?:dates?|deadlines?)\b/,
    (_, d) => narrow(d, { due: "any" }, "with a due date"),
  ],
  [
    /\b(?:that (?:is|are)|that's|thats|which are|is|are)? ?(?:overdue|over due|supposed to (?:have|be) done by now|should have (?:been )?done|forgotten(?: to do)?(?: on time)?|past due|late|behind|missed|delayed|past (?:its|their|the) (?:due date|deadline))\b/,
    (_, d) => narrow(d, { overdue: true }, "overdue"),
  ],
  [
    /\b(?:that )?(?:i(?:'ve| have)? )?(?:already )?(?:completed|finished|done|closed|ticked off|checked off|did|got done|crossed off)(?: ones)?\b/,
    (_, d) => narrow(d, { state: "completed" }, "completed"),
  ],
  [/\b(?:deleted|trashed|removed)\b/, (_, d) => narrow(d, { state: "deleted" }, "deleted")],
  [
    /\b(?:that (?:is|are) )?(?:not (?:yet )?(?:done|completed?|finished)|still open|open|pending|incomplete|unfinished|remaining|outstanding|active|left(?: over)?|to do|undone|uncompleted|current)\b/,
    (_, d) => narrow(d, { state: "open" }, ""),
  ],
  [
    /\b(?:that )?(?:have |has |with |is |are )?(?:no|without(?: an?)?|not in (?:an?|any)) list\b/,
    (_, d) => narrow(d, { list: null }, "without a list"),
  ],
  [/\b(?:recurring|repeating|that repeat|repeated)\b/, (_, d) => narrow(d, { repeats: true }, "that repeat")],
  [
    new RegExp(String.raw`\b(?:(?:that (?:is|are)|with|of|at|is|are) )?(?:an? )?(${P})`),
    (match, d, clause) => {
      const slot = slotOf(clause, match[1]);
      return (
        slot?.kind === "priority" && narrow(d, { priority: slot.priority }, `with ${slot.priority} priority`)
      );
    },
  ],
  [
    new RegExp(String.raw`(${P})`),
    (match, d, clause) => {
      const slot = slotOf(clause, match[1]);
      return (
        slot?.kind === "priority" && narrow(d, { priority: slot.priority }, `with ${slot.priority} priority`)
      );
    },
  ],
  [
    /\b(?:that (?:is|are) |marked (?:as )?|flagged (?:as )?|is |are )?(urgent|important|critical|high|low|normal|medium)(?:[- ]priority|[- ]prio)?\b/,
    (match, d) => {
      const priority = priorityOf(match[1] ?? "");
      return priority !== undefined && narrow(d, { priority }, `with ${priority} priority`);
    },
  ],
  [
    new RegExp(String.raw`(?:\b(?:in|on|from|of|at|under) )?(?:the |my )?(${L})(?: list| project)?`),
    (match, d, clause) => {
      const slot = slotOf(clause, match[1]);
      return slot?.kind === "list" && narrow(d, { list: slot.list }, `in ${slot.list}`);
    },
  ],
  [
    new RegExp(
      String.raw`(?:\b(?:tagged|with|labell?ed|that have|that are tagged)\b )?(?:as |with )?(?:the )?(?:tag |label )?(${T})`,
    ),
    (match, d, clause) => {
      const slot = slotOf(clause, match[1]);
      return (
        slot?.kind === "tag" && narrow(d, { tag: slot.tag.toLowerCase() }, `tagged ${slot.tag.toLowerCase()}`)
      );
    },
  ],
  [
    /\b(?:tagged|labell?ed|with (?:the )?(?:tag|label)|tag)(?: as| with)? ([\p{L}\p{N}_-]+)/u,
    (match, d) => narrow(d, { tag: match[1] ?? "" }, `tagged ${match[1]}`),
  ],
  [
    new RegExp(
      String.raw`\b(?:due |that are due |are due |that's due |is due |scheduled |planned |coming up |for |on |needed |completed )?(?:due )?between (${W}) and (${W})`,
    ),
    (match, d, clause) =>
      between(d, whenOf(clause, match[1])?.range?.from, whenOf(clause, match[2])?.range?.to),
  ],
  [
    new RegExp(String.raw`\bfrom (${W}) (?:to|until|till|through) (${W})`),
    (match, d, clause) =>
      between(d, whenOf(clause, match[1])?.range?.from, whenOf(clause, match[2])?.range?.to),
  ],
  [
    new RegExp(
      String.raw`(?:\b(?:that|which|what's|i|have|has|is|are|to be|coming|up|for|on|scheduled|planned|due|happening|needed|set|want|need|got|do|done|get|be)\b ?)*(?:\b|(?<=^|\s)) ?(by|before|until|till|no later than|after|since|from|past)? ?(?:the )?(${W})`,
    ),
    dueOn,
  ],
  [
    /\b(?:due|scheduled)\b/,
    (_, d) => {
      d.isSet = true;
      return true;
    },
  ],
  [
    /\b(?:about|regarding|concerning|related to|involving|mentioning|containing|that mention|that contain|with the words?|matching|re) ["“']?([^"”⟦]{2,60}?)["”']?$/,
    (match, d) => narrow(d, { text: (match[1] ?? "").trim() }, `about “${(match[1] ?? "").trim()}”`),
  ],
  [
    /\b(?:in|on|from|of|under|for) (?:the |my )?([\p{L}\p{N} _-]{1,40}?)(?: (?:list|project|category|folder))?$/u,
    (match, d, _, known) => {
      const isNamed = /(?:list|project|category|folder)$/.test(match[0]);
      const name = match[1] ?? "";
      const list = findList(known, name);
      if (list === undefined && /^(?:inbox)$/.test(name)) return narrow(d, { list: null }, "in the inbox");
      if (/^(?:my|the|to-?do|task|tasks|all|today)?$/.test(name)) return isNamed;
      return (list !== undefined || isNamed) && narrow(d, { list: list ?? name }, `in ${list ?? name}`);
    },
  ],
];

function between(draft: Draft, from: Date | null | undefined, to: Date | null | undefined): boolean {
  return narrow(draft, rangeOf(draft, from ?? undefined, to ?? undefined), "in that time");
}

const rangeOf = (draft: Draft, from: Date | undefined, to: Date | undefined): Partial<Selector> => {
  const range = { ...(from && { from: isoDay(from) }), ...(to && { to: isoDay(to) }) };
  const had = typeof draft.selector.due === "object" ? draft.selector.due : {};
  return { due: { ...had, ...range } };
};

function dueOn(
  match: RegExpExecArray,
  draft: Draft,
  clause: Clause,
  _known: Known,
  reading: Reading,
): boolean {
  const [, preposition, placeholder] = match;
  const when = whenOf(clause, placeholder);
  if (!when?.range) return false;
  const { from, to } = when.range;
  const said = clause.normal.text.slice(when.start, when.end);
  const lead = preposition ?? /^(by|before|until|till|after|since)\b/.exec(said)?.[1];
  const name = said
    .replace(/^(?:by|before|until|till|on|in|over|during|at|the|after|since) /, "")
    .replace(/'s$/, "");
  switch (lead) {
    case "by":
    case "until":
    case "till":
    case "no later than":
      return narrow(draft, rangeOf(draft, undefined, to ?? undefined), `due by ${name}`);
    case "before":
      return narrow(
        draft,
        rangeOf(draft, undefined, from ? addDays(from, -1) : undefined),
        `due before ${name}`,
      );
    case "after":
    case "past":
      return narrow(draft, rangeOf(draft, to ? addDays(to, 1) : undefined, undefined), `due after ${name}`);
    case "from":
      // "Completed from last week" is of that week.
      if (draft.selector.state === "completed" && to && to < today(reading))
        return narrow(draft, rangeOf(draft, from ?? undefined, to), `due ${name}`);
      return narrow(draft, rangeOf(draft, from ?? undefined, undefined), `since ${name}`);
    case "since":
      return narrow(draft, rangeOf(draft, from ?? undefined, undefined), `since ${name}`);
    default:
      return narrow(
        draft,
        rangeOf(draft, from ?? undefined, to ?? undefined),
        isToday(from, to, reading) ? "due today" : `due ${name}`,
      );
  }
}

const isToday = (from: Date | null, to: Date | null, reading: Reading) =>
  from?.getTime() === today(reading).getTime() && to?.getTime() === from.getTime();
