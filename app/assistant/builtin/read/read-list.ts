import type { Reading } from "#app/tasks/language/marks.ts";
import { beginsWithVerb } from "./imperatives.ts";
import type { Clause } from "./clause.ts";
import type { Command } from "./command.ts";
import type { Known } from "./known.ts";
import { readSet } from "./set.ts";
import type { TaskSet } from "./set-parts.ts";
import { readAbout } from "./read-about.ts";
import { readSearch } from "./read-search.ts";

type ListCommand = Extract<Command, { kind: "list" | "about" }>;

const SHOW =
  /^(?:let me see|show|list|display|view|see|give|print|get|pull up|open up|bring up|check|go through|look at|read(?: out)?|tell)(?: me| us)?(?: again)?(?: (?:a|the) (?:list|overview|summary|rundown) of)?\b/;
const DONE_BY_ME =
  /\b(?:did|have|had) (?:i|we)\b(?: already| ever| actually)?(?:.*\b(?:do|done|complete[d]?|finish(?:ed)?|get done|accomplish(?:ed)?|achieve[d]?|tick(?:ed)? off|cross(?:ed)? off|got done|check(?:ed)? off)\b)/;
const ASKING =
  /\b(?:what's|what is|what are|what|which|who|how|is|are|am|was|do|does|did|will|have|has|got|need|needs|should|must|shall|supposed|to do|to be|to|be|doing|done|get|happening|happens|going on|coming up|coming|planned|scheduled|plate|left|else|there|the plan|plan|remains|remaining|still|waiting|like|looks?|expected|up|open|for me|busy|free|i|we|i'm|me|my|on my list|on my plate|on the agenda|in store|ahead|today is)\b/g;

/** Reads a request for a list, a count or a fact about tasks. */
export function readList(clause: Clause, known: Known, reading: Reading): ListCommand | undefined {
  const text = clause.text
    .trim()
    .replace(/[.!]+$/, "")
    .replace(/\s*\?+\s*$/, "")
    .replace(/^(?:so|and|ok|but|then|hey),? /, "")
    .replace(/,? (?:sorted|ordered) by [a-z ]+$/, "");
  const isAsked = /\?\s*$/.test(clause.text.trim());
  const list = (
    words: string,
    view: Extract<Command, { kind: "list" }>["view"] = "list",
  ): ListCommand | undefined => {
    const set = readSet(words, clause, known, reading, true);
    return set && { kind: "list", set, view };
  };
  const listExactly: ToList = (words) => {
    const set = readSet(words, clause, known, reading);
    return set && { kind: "list", set, view: "list" };
  };
  const planned =
    /^(?:plan|organi[sz]e|prioriti[sz]e|structure)(?: out)? (?:my |the )?(⟦w\d+⟧)(?: for me)?$/.exec(
      text,
    )?.[1];
  if (planned) return list(`all tasks ${planned}`);
  return (
    readCount(text, list) ??
    readPriorities(text, list) ??
    readDoneByMe(text, clause, known, reading) ??
    readAbout(text) ??
    readWhat(text, clause, known, reading) ??
    readShown(text, list, listExactly, known) ??
    readAny(text, list) ??
    readSearch(text, clause, known, reading) ??
    readBare(text, isAsked, listExactly, clause)
  );
}

type ToList = (words: string, view?: Extract<Command, { kind: "list" }>["view"]) => ListCommand | undefined;

function readCount(text: string, list: ToList): ListCommand | undefined {
  const match =
    /^(?:tell me |show me )?(?:how many|how much(?: of)?|(?:the )?(?:total )?(?:number|count|amount) of|count(?: of| all)?|what(?:'s| is) the (?:number|count) of)\b(.*)$/.exec(
      text,
    );
  if (!match) return undefined;
  const rest = (match[1] ?? "")
    .replace(
      /\b(?:did|have|had) (?:i|we)\b(.*?)\b(?:complete[d]?|finish(?:ed)?|get done|got done|do|done|tick(?:ed)? off|check(?:ed)? off)\b/,
      "$1 completed ",
    )
    .replace(
      /\b(?:do|did|have|had|has) (?:i|we)\b(?: have| got)?|\b(?:are|is) (?:there|they|it|left)\b|\bi have\b|\bam i\b|\bi'm\b|\bin total\b|\baltogether\b|\boverall\b|\bi've got\b|\bto do\b|\bleft\b|\bof (?:them|my|the|these)\b/g,
      " ",
    );
  return list(`all tasks ${rest}`, "count");
}

function readPriorities(text: string, list: ToList): ListCommand | undefined {
  if (
    /\b(?:most|more) (?:important|urgent|pressing|critical)\b|\b(?:top|highest|biggest|main) (?:priority|prio|priorities)\b(?! tasks)|⟦p\d+⟧ (?:right now|now|today|rn)$|^what(?:'s| is) (?:my |the )?⟦p\d+⟧$/.test(
      text,
    ) &&
    /^(?:what|which|show|my|the|list|tell|give|top)/.test(text)
  ) {
    return list("all tasks", "top");
  }
  if (
    /^(?:what|which|show|tell|give)\b.*\b(?:due (?:first|next|soonest)|comes first|is first|soonest|earliest)$/.test(
      text,
    )
  )
    return list("all tasks", "next");
  const sort =
    /^(?:sort|order|rank|group|show|list)(?: (?:my|the|all|all my))?(?: tasks| list| everything| to-?dos)? by (priority|importance|urgency|date|due date|deadline)$/.exec(
      text,
    );
  if (sort) return list("all tasks", /^(?:pri|imp|urg)/.test(sort[1] ?? "") ? "priority" : "list");
  const next =
    /^(?:what(?:'s| is| are)|which(?: task)? (?:is|comes)|show(?: me)?|when(?:'s| is)|what comes|what)? ?(?:my |the )?(?:next|coming|upcoming)(?: up)?(?: (task|thing|item|one|to-?do|deadline|due|on my list|up|[\p{L}]+))?$/u.exec(
      text,
    );
  if (next && !/^(?:next|coming)$/.test(text)) {
    const noun = next[1] ?? "task";
    return list(
      /^(?:task|thing|item|one|to-?do|deadline|due|on my list|up)$/.test(noun)
        ? "all tasks"
        : `all tasks about ${noun.replace(/s$/, "")}`,
      "next",
    );
  }
  return undefined;
}

/** "What did I do yesterday?", "what have I finished this week" */
function readDoneByMe(text: string, clause: Clause, known: Known, reading: Reading): ListCommand | undefined {
  if (
    !/^(?:what|which|show|list|everything|all|anything|did i (?:do|finish|complete|get) (?:anything|something|any))/.test(
      text,
    ) ||
    !DONE_BY_ME.test(text)
  )
    return undefined;
  // "What have I got to do?"
  if (/\bgot to do\b|\bhave i to\b/.test(text)) return undefined;
  const rest = text
    .replace(ASKING, " ")
    .replace(
      /\b(?:did|have|had|do|done|completed?|finish(?:ed)?|get|accomplish(?:ed)?|achieved?|tick(?:ed)?|cross(?:ed)?|check(?:ed)?|off|already|anything|something|any)\b/g,
      " ",
    );
  const set = readSet(`all completed tasks ${rest}`, clause, known, reading);
  return set && { kind: "list", set, view: "list" };
}

const TO_BUY =
  /^(?:what|who|whom|where) (?:all )?(?:do|should|must|have|did) (?:i|we) (?:still )?(?:need|have|want|got|supposed)? ?(?:to )?(?!do\b|get done\b|finish\b|complete\b|be\b|have\b)([a-z]{3,}(?: up| off| in| out)?)$/;

/** "What's due today?", "which tasks are overdue", "what do I have to do this week" */
function readWhat(text: string, clause: Clause, known: Known, reading: Reading): ListCommand | undefined {
  if (!/^(?:what|what's|which|who|whom|where|how does|how's|am i|are we)\b/.test(text)) return undefined;
  const verb = TO_BUY.exec(text)?.[1];
  if (verb && beginsWithVerb(verb.split(" ")[0] ?? "")) {
    return {
      kind: "list",
      set: { selector: { text: verb }, words: [`about “${verb}”`], isSet: true, hasFilter: true },
      view: "list",
    };
  }
  const rest = text.replace(ASKING, " ").replace(/\s+/g, " ").trim();
  const isOpen = /\b(?:left|remaining|still|open)\b/.test(text);
  const hasNoun =
    /\b(?:due|to do|on my (?:list|plate)|plate|agenda|have|left|coming up|planned|next|happening|need|should|got|doing|going on|on|up|overdue|late|tasks|busy|plan|pending|outstanding|in store|ahead|behind)\b|⟦[wplt]/.test(
      text,
    );
  if (!hasNoun) return undefined;
  const set: TaskSet | undefined = readSet(
    `all tasks ${isOpen ? "open" : ""} ${rest}`,
    clause,
    known,
    reading,
  );
  if (set) return { kind: "list", set, view: "list" };
  // "What's going on today with the kids": the day is what counts.
  const when = /\b(?:going on|happening|what's on)\b.*?(⟦w\d+⟧)/.exec(text)?.[1];
  const ofDay = when && readSet(`all tasks ${when}`, clause, known, reading);
  return ofDay ? { kind: "list", set: ofDay, view: "list" } : undefined;
}

function readShown(text: string, list: ToList, listExactly: ToList, known: Known): ListCommand | undefined {
  const lead = SHOW.exec(text);
  if (!lead) return undefined;
  const rest = text.slice(lead[0].length).trim();
  if (rest === "" || /^(?:everything|all|it all|all of it|the whole (?:list|thing))$/.test(rest))
    return list("all tasks");
  const isNamed =
    /^(?:me )?(?:the |my )?[a-z]+$/.test(rest) &&
    known.tasks.some(({ title }) => title.toLowerCase() === rest);
  if (isNamed) return undefined;
  const inner = rest
    .replace(
      /^(?:me |us )?(?:what|which)(?: (?:tasks|things))?(?:'s)?(?: (?:is|are|do i have|i have|i've got|have i got|i need))?(?: to do)?\b/,
      " all tasks ",
    )
    .replace(/\bi have(?: to do)?\b|\bi need to do\b|\bto do\b/, " ");
  // "Check the smoke detectors" and "read chapter 4" are tasks.
  const isVerb = /^(?:check|read|open up|look at|see|get|give|print|tell|go through)/.test(lead[0]);
  const found = isVerb ? listExactly(inner) : list(inner);
  if (isVerb && !found) return undefined;
  if (!found || !isVerb)
    return found ?? list(`all tasks ${inner}`.replace(/\b(?:the|my) ([a-z]+) list\b/, "in $1"));
  return /⟦w|\b(?:tasks?|list|to-?dos|agenda|everything)\b/.test(inner) ? found : undefined;
}

function readAny(text: string, list: ToList): ListCommand | undefined {
  const match =
    /^(?:is there |are there |do (?:i|we) have |have (?:i|we) got |have i |got |did i have )?(?:to do )?(anything|any|something|some|much|a lot)\b(.*)$/.exec(
      text,
    );
  if (match && /^(?:is|are|do|have|got|did|any)/.test(text)) {
    const rest = (match[2] ?? "").replace(
      /\b(?:to do|going on|happening|coming up|planned|scheduled|left|else|on|up|that i need to do|i need to do|i have to do|i should do|urgent$)\b/g,
      (word) => (word === "urgent" ? word : " "),
    );
    const found = list(`any tasks ${rest}`);
    if (found) return found;
  }
  const when = /^(?:do|have|am|is) .*\b(?:anything|something|free|busy|time)\b.*?(⟦w\d+⟧)/.exec(text)?.[1];
  if (when) return list(`all tasks ${when}`);
  if (/^am i (?:late|behind|overdue)/.test(text)) return list("all overdue tasks");
  const free = /^am i (?:free|busy|available)\b(.*)$/.exec(text);
  if (free) return list(`all tasks ${free[1]}`);
  const have = /^do (?:i|we) have (?:to do )?(.+)$/.exec(text);
  return have ? list(have[1] ?? "") : undefined;
}

/** "Overdue", "my tasks", "#home", "tomorrow?": a description of tasks and nothing else. */
function readBare(text: string, isAsked: boolean, list: ToList, clause: Clause): ListCommand | undefined {
  const plain = text.replace(/^(?:only|just)\s+/, "");
  if (
    /^(?:all|everything|each|any|them|it|that|both|some|something|anything|the|my|of|me|to|one|ones|thing|list|task|item|work|job|appointment)$/.test(
      plain,
    ) &&
    plain !== "list"
  )
    return undefined;
  if (
    /^(?:done|completed|finished|late|closed|urgent|important|high|low|open|pending)$/.test(plain) &&
    !isAsked
  ) {
    return /^(?:completed|finished|urgent|open|late|overdue|pending)$/.test(plain)
      ? list(`all ${plain} tasks`)
      : undefined;
  }
  if (/^(?:task|to-?do|item|reminder|job)$/.test(plain)) return undefined;
  const found = list(plain);
  if (!found || found.kind !== "list")
    return isAsked || clause.slots.length > 0 ? list(`all tasks ${plain}`) : undefined;
  return found;
}
