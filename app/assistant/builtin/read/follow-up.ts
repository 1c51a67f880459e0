import type { Reading } from "#app/tasks/language/marks.ts";
import { readTask } from "#app/tasks/language/read-task.ts";
import type { Selector } from "#app/tasks/selector.server.ts";
import { editsOf, shift, tagOf } from "./change-values.ts";
import { type Clause, L, P, slotOf, T, toClause, W, whenOf } from "./clause.ts";
import type { Change, Command } from "./command.ts";
import type { Known } from "./known.ts";
import { withoutPoliteness } from "./polite.ts";
import { candidatesOf } from "./read-change.ts";
import { resolveNamed } from "./resolve.ts";
import { readSet } from "./set.ts";
import { readTarget } from "./target.ts";
import { COUNT } from "#app/tasks/language/numbers.ts";
import { priorityOf } from "#app/tasks/language/attributes.ts";

/** What the last turn was about. */
export interface Context {
  /** "change": a task was made or changed; "list": tasks were listed. */
  last: "change" | "list" | undefined;
  /** The tasks of the last list. */
  list?: Selector | undefined;
  /** The ids of the tasks of the last answer. */
  shown: string[];
  /** The last change, if it wasn't a new task. */
  did?: Change | undefined;
}

const CORRECTION =
  "(?:(?:no+|nope|nah|actually|sorry|oops|wait|hm+|i (?:meant|mean)|rather|better|ok|make (?:it|that|them)|change (?:it|that|them) to|let's (?:say|do|make it)|say|it's|it is|that's|should be|due|it should be|i said|not \\S+,? but)[,.\\s]*)*";
const END =
  "(?:[,\\s]*(?:instead|please|actually|rather|then|works|is better|not \\S+|sorry|too|as well|thanks))*";

/** "Change the date to", "the priority should be": what follows is the new value. */
const ATTRIBUTE =
  /^(?:(?:and|also|then|but) )*(?:(?:change|set|update|move|put|switch) )?(?:the|its) (?:due date|due day|date|day|time|deadline|priority|prio|list|project)(?: to| as| should be| is|:) /;

/** Reads a message that only makes sense after the one before: "no, Friday", "make it 4", "and tomorrow?". */
export function readFollowUp(
  message: string,
  context: Context,
  known: Known,
  reading: Reading,
): Command | undefined {
  const said = message.replace(/\s+/g, " ").trim();
  const bare = withoutPoliteness(said);
  return (
    read(said, context, known, reading) ?? (bare === said ? undefined : read(bare, context, known, reading))
  );
}

function read(source: string, context: Context, known: Known, reading: Reading): Command | undefined {
  const clause = toClause(source, reading);
  const text = clause.text
    .trim()
    .replace(/[.!]+$/, "")
    .replace(ATTRIBUTE, "make it ");
  if (text.length > 200) return undefined;
  if (
    /^(?:which(?: ones?)?|what (?:is|are) (?:it|they|those|these)|which are they|(?:show|list|name)(?: me)? (?:them|those|these|it)(?: first| all| please)?)\??$/.test(
      text,
    ) &&
    (context.list || context.shown.length > 0)
  ) {
    const selector = context.list ?? { ids: context.shown, state: "all" as const };
    return { kind: "list", set: { selector, words: [], isSet: true, hasFilter: true }, view: "list" };
  }
  if (context.last === "list") {
    const list = readNextList(text, clause, context, known, reading);
    if (list) return list;
  }
  return context.last === undefined
    ? undefined
    : readCorrection(source, text, clause, context, known, reading);
}

function readCorrection(
  source: string,
  text: string,
  clause: Clause,
  context: Context,
  known: Known,
  reading: Reading,
): Command | undefined {
  const phrase = readTask(source, reading);
  const focused = (change: Change): Command => ({
    kind: "change",
    change,
    target: { kind: "focus" },
    otherwise: "offer",
    phrase,
  });
  const pattern = (body: string) =>
    new RegExp(`^${CORRECTION}(?:on |at |to |for |by |in |as )*${body}${END}$`, "u").exec(text);
  const isCorrected = !new RegExp(`^(?:${W}|${P}|${L}|${T})`).test(text);
  // A day alone after a list asks for that day's list.
  if (context.last === "list" && !isCorrected) return undefined;
  const when = whenOf(clause, pattern(`(${W})`)?.[1]);
  const edits = when && editsOf(when);
  if (edits) return focused({ kind: "edit", edits });
  const priority = pattern(`(${P}|urgent|important|high|low|normal|critical)(?: priority| prio)?`)?.[1];
  if (priority !== undefined) {
    const slot = slotOf(clause, priority);
    const level = slot?.kind === "priority" ? slot.priority : priorityOf(priority);
    if (level) return focused({ kind: "edit", edits: { priority: level } });
  }
  const list = slotOf(clause, pattern(`(${L})`)?.[1]);
  if (list?.kind === "list") return focused({ kind: "edit", edits: { list: list.list } });
  const named =
    /^(?:and )?(?:add|put|give it)(?: it)? (?:the )?(?:tag|label) ["']?([\p{L}\p{N}_-]+)["']?$/u.exec(
      text,
    )?.[1];
  if (named) return focused({ kind: "edit", edits: { addTags: [named] } });
  const moved = new RegExp(
    `^${CORRECTION}(${COUNT}) (minutes?|min|hours?|h|days?|weeks?|months?) (later|earlier|sooner|more)${END}$`,
  ).exec(text);
  const shifted =
    moved && shift(moved[1], moved[2] ?? "", moved[3] === "later" || moved[3] === "more" ? 1 : -1);
  if (shifted) return focused(shifted);
  if (
    /^(?:and |but |actually,? |no,? )*(?:without (?:the|a)|no|drop the|remove the|skip the) (?:time|hour)(?: please)?$/.test(
      text,
    )
  )
    return focused({ kind: "drop_time" });
  const tag = pattern(`(?:tag(?:ged)? |add )?(${T})`)?.[1];
  if (tag !== undefined) return focused({ kind: "edit", edits: { addTags: [tagOf(clause, tag)] } });
  const hour = new RegExp(`^${CORRECTION}(?:at )?(\\d{1,2}(?:[:.]\\d\\d)?(?: ?[ap]m?)?)${END}$`).exec(
    text,
  )?.[1];
  if (hour !== undefined && isCorrected) {
    const { due } = readTask(`at ${hour}`, reading);
    const time = due?.hasTime ? toClause(`at ${hour}`, reading).slots[0] : undefined;
    if (time?.kind === "when" && time.when.time)
      return focused({ kind: "edit", edits: { time: time.when.time } });
  }
  if (
    /^(?:actually,? |no,? )*(?:no|without a?|remove the|drop the|skip the) (?:due )?(?:date|deadline)(?: actually| please| needed)?$/.test(
      text,
    )
  ) {
    return focused({ kind: "edit", edits: { due: null } });
  }
  if (
    /^(?:ok |and |it'?s |that'?s |now )*(?:done|finished|completed?|did (?:it|that)|i did it|mark (?:it|that)(?: as)? (?:done|complete)|✅|✓|got it done)(?: now| already| too)*$/.test(
      text,
    )
  )
    return focused({ kind: "complete" });
  if (context.did?.kind === "complete" && NOT_YET.test(text)) return { kind: "undo" };
  if (
    /^(?:no,? |actually,? |nah,? |(?:cancel|forget|drop|scrap) (?:that one|it|that)[,.;]? )*(?:delete|remove|scrap|drop|discard|forget|cancel|get rid of|kill|trash|erase) (?:it|that|this)(?: one| task)?(?: again| please)?$/.test(
      text,
    )
  )
    return focused({ kind: "delete" });
  const renamed =
    /^(?:no,? |actually,? |sorry,? |i meant:? |rename (?:it|that) to |call (?:it|that) |name (?:it|that) |it'?s (?:called|named) |should be called )+(.+?)(?: instead)?$/i.exec(
      source,
    )?.[1];
  if (renamed && /call|name/i.test(source)) {
    const title = renamed.replace(/^["“]|["”.]+$/g, "").trim();
    return focused({ kind: "edit", edits: { title: title.charAt(0).toUpperCase() + title.slice(1) } });
  }
  const also =
    /^(?:and |oh |ok |then )*(?:also|plus|as well as|and)[ ,:]+(?!then\b)(.{2,100}?)(?: too| as well)?$/i.exec(
      source,
    )?.[1] ?? /^(?:and )?(.{2,40}?) (?:too|as well)$/i.exec(source)?.[1];
  if (also && context.last === "change" && !source.endsWith("?")) {
    const same = context.did && sameChange(also, context, clause, known, reading);
    if (same) return same;
    const more = readTask(also.replace(/^(?:add|create) (?:a task (?:to )?)?/i, ""), reading);
    const isChange =
      /^(?:i|i've|we|make|move|set|mark|tag|put|change|push|rename|delete|remove|complete|tomorrow|today)\b/i.test(
        also,
      );
    if (!isChange && more.title !== "") return { kind: "create", phrases: [more] };
  }
  return undefined;
}

/** "And the passport", "and the last one", after a change: the same of another task. */
function sameChange(
  words: string,
  { did, shown }: Context,
  clause: Clause,
  known: Known,
  reading: Reading,
): Command | undefined {
  const target = readTarget(words.toLowerCase(), clause, known, reading);
  if (!did || !target) return undefined;
  // "And the last" of a list that isn't the last answer any more.
  if (target.kind === "nth" && shown.length < 2) return { kind: "unknown" };
  const isKnown =
    target.kind === "nth" ||
    (target.kind === "named" && resolveNamed(target.words, candidatesOf(did, known.tasks)) !== undefined);
  if (!isKnown) return undefined;
  return { kind: "change", change: did, target, otherwise: "offer", phrase: readTask(words, reading) };
}

/** "Wait, no, I haven't": what was completed isn't. */
const NOT_YET =
  /^(?:(?:oh|wait|no|nope|actually|sorry|hm+|oops)[\s,!.]+)*(?:i (?:haven'?t|have not|didn'?t|did not)|(?:it'?s |that'?s )?not (?:done|finished)|not)(?: (?:done|finished) (?:it|that))?(?: yet)?$/;

/** "And tomorrow?", "what about the work ones", "only the urgent ones". */
function readNextList(
  text: string,
  clause: Clause,
  context: Context,
  known: Known,
  reading: Reading,
): Command | undefined {
  const other = new RegExp(
    `^(?:and|what about|how about|ok and|and what about|also|then|(?:and )?(?:the )?same(?: thing)?(?= for))[ ,]+(?:for |on |in |the )*(${W}|.+?)\\s*\\??$`,
  ).exec(text);
  const only =
    /^(?:(?:and )?(?:only|just)|filter (?:by|to|for)|which of (?:them|those|these)(?: are| is)?|(?:show|list)(?: me)? (?:only|just)) (.+?)\s*\??$/.exec(
      text,
    );
  const words = other?.[1] ?? only?.[1] ?? (/^⟦w\d+⟧\??$/.test(text) ? text : undefined);
  if (words === undefined) return undefined;
  const set = readSet(`all tasks ${words}`, clause, known, reading);
  if (!set?.hasFilter) return undefined;
  if (!only) return { kind: "list", set, view: "list" };
  return { kind: "list", set: { ...set, selector: { ...context.list, ...set.selector } }, view: "list" };
}
