import type { Reading } from "#app/tasks/language/marks.ts";
import { readTask, type TaskPhrase } from "#app/tasks/language/read-task.ts";
import { instantOn } from "#app/tasks/due.ts";
import { toClause } from "./clause.ts";
import type { Command } from "./command.ts";
import { beginsWithVerb } from "./imperatives.ts";
import { findList, type Known } from "./known.ts";
import { withoutPoliteness } from "./polite.ts";
import { readExplicit } from "./read-create.ts";

export const MAX_LINES = 50;
/** In a sentence. */
const MAX_PARTS = 20;
/** What begins a line of a list. */
export const BULLET = /^\s*(?:[-*+•–—·▪◦‣]|\[[ x]?\]|[-*] \[[ x]?\]|☐|\d{1,2}[.)])\s+/i;
/** "Add these:", "My tasks for today:", "groceries #shopping:" */
const HEADING = /:\s*$/;

type Read = (part: string) => Command;

/** Reads a message of several lines: each is a task or a request. Undefined for one line. */
export function readLines(lines: string[], read: Read, reading: Reading): Command[] | undefined {
  const [first = ""] = lines;
  const hasHeading = HEADING.test(first) && lines.length > 1 && !BULLET.test(first);
  const items = hasHeading ? lines.slice(1) : lines;
  if (items.length < 2 && !hasHeading) return undefined;
  const isList = hasHeading || items.every((line) => BULLET.test(line)) || isBulletsAfterFirst(lines);
  const heading = hasHeading ? readTask(withoutPoliteness(first.replace(HEADING, "")), reading) : undefined;
  const commands = items.map((line) => {
    const bare = line.replace(BULLET, "").trim();
    return isList ? itemOf(bare, read, reading) : read(bare);
  });
  if (!commands.every(isDefinite)) return undefined;
  return merge(commands.map((command) => (heading ? withContext(command, heading) : command)));
}

const isBulletsAfterFirst = (lines: string[]) =>
  lines.length > 2 && lines.slice(1).every((line) => BULLET.test(line));

/** A line of a list is a task, whatever its words are, unless it is a request about another task. */
function itemOf(line: string, read: Read, reading: Reading): Command {
  const command = read(line);
  if (command.kind === "create" || (command.kind === "change" && command.otherwise !== "talk"))
    return command;
  const phrase = readTask(line, reading);
  return phrase.title === "" ? { kind: "unknown" } : { kind: "create", phrases: [phrase] };
}

const isDefinite = (command: Command): boolean =>
  command.kind === "create" || command.kind === "change" || command.kind === "offer";

/** Puts the creations together, so that they are one change. What may be a task is one beside others. */
function merge(commands: Command[]): Command[] {
  const phrases = commands.flatMap((command) =>
    command.kind === "create" ? command.phrases : command.kind === "offer" ? [command.phrase] : [],
  );
  const others = commands.filter(({ kind }) => kind !== "create" && kind !== "offer");
  return [...(phrases.length > 0 ? [{ kind: "create" as const, phrases }] : []), ...others];
}

/** The date, priority, list and tags of a heading count for the tasks beneath it. */
function withContext(command: Command, heading: TaskPhrase): Command {
  if (command.kind !== "create") return command;
  return {
    kind: "create",
    phrases: command.phrases.map((phrase) => ({
      ...phrase,
      due: phrase.due ?? heading.due,
      recurrence: phrase.due ? phrase.recurrence : heading.recurrence,
      priority: phrase.priority ?? heading.priority,
      list: phrase.list ?? heading.list,
      tags: [...new Set([...phrase.tags, ...heading.tags])],
    })),
  };
}

const JOINT =
  /\s*;\s*|\s*,?\s+(?:and(?: then| also)?|then|plus|&)\s+(?:also\s+|to\s+|i (?:need|have) to\s+|remind me to\s+)?|\s*,\s+|(?<=[a-z\d)])[.!]\s+/i;
const LEAD =
  /^(?:(?:two|three|four|a few|some|\d) things[:,]? |(?:please )?(?:add|create|make)(?: (?:these|the following|two|three|some|new))*(?: (?:tasks?|to-?dos?|reminders?))?:? (?:to )?|(?:please )?remind me to |(?:i|we) (?:really |still |also )*(?:need|have|want|'ve got) to |don'?t (?:let me )?forget to |to-?dos?: )/i;

/**
 * Reads a sentence of several tasks or requests: "buy milk and call mum tomorrow" is two, "wash and iron the shirts"
 * one. Undefined for one.
 */
export function readParts(text: string, known: Known, reading: Reading, read: Read): Command[] | undefined {
  if (/["“«]|\?\s*$/.test(text)) return undefined;
  const subtasks = readSubtasks(text, reading);
  if (subtasks) return [subtasks];
  const listed = /^(?:my )?([\p{L}]{3,20})(?: list)?: (.+)$/iu.exec(text);
  const listName =
    listed?.[1] &&
    (findList(known, listed[1]) ??
      (/^(?:shopping|groceries|grocery|errands|packing)$/i.test(listed[1])
        ? listed[1].toLowerCase()
        : undefined));
  if (listed?.[2] && listName) {
    const names = listed[2].split(/\s*[,;]\s*(?:and\s+)?|\s+and\s+/).filter(Boolean);
    const phrases = names
      .map((name) => ({ ...readTask(name, reading), list: listName }))
      .filter(({ title }) => title !== "");
    if (phrases.length > 1) return [{ kind: "create", phrases }];
  }
  const items = readItems(text, known, reading);
  if (items) return [items];
  const { heading, rest } = headingOf(text, reading);
  const lead = LEAD.exec(rest)?.[0] ?? "";
  const body = rest.slice(lead.length);
  const numbered = body
    .split(/(?:^|\s)\d{1,2}[.)]\s+/)
    .map((part) => part.trim())
    .filter(Boolean);
  const isNumbered = /^\d{1,2}[.)]\s/.test(body) && numbered.length > 1;
  const parts = isNumbered
    ? numbered
    : body
        .split(JOINT)
        .map((part) => part.trim())
        .filter(Boolean);
  const [single] = parts;
  if (heading && parts.length === 1 && single) {
    const command = read(single);
    return command.kind === "create" ? [withContext(command, heading)] : undefined;
  }
  if (parts.length < 2 || parts.length > MAX_PARTS) return undefined;
  const isSemicolons =
    isNumbered || (body.includes(";") && parts.length === body.split(/\s*;\s*/).filter(Boolean).length);
  // "Invite April and June": no part says a date that the whole doesn't say.
  const dates = (each: string) => toClause(each, reading).slots.filter(({ kind }) => kind === "when").length;
  const isSparse = parts.some(
    (part) =>
      toClause(part, reading)
        .text.replace(/⟦[a-z]\d+⟧/g, " ")
        .trim()
        .split(/\s+/).length < 2,
  );
  if (isSparse && parts.reduce((sum, part) => sum + dates(part), 0) > dates(body)) return undefined;
  const commands = parts.map((part) => read(part));
  const stand = parts.every((part, at) =>
    standsAlone(part, commands[at], isSemicolons, parts.slice(0, at), reading),
  );
  if (
    !stand ||
    !commands.every((command) => isDefinite(command) && (isSemicolons || command.kind !== "offer"))
  )
    return undefined;
  return merge(
    commands.map((command, at) =>
      heading ? withContext(onDayOf(heading, command, parts[at] ?? "", reading), heading) : command,
    ),
  );
}

/** "Tomorrow: get petrol, pick up the parcel at 4": a time alone is one of the heading's day. */
function onDayOf(heading: TaskPhrase, command: Command, part: string, reading: Reading): Command {
  const { due } = heading;
  const slot = toClause(part, reading).slots.find(({ kind }) => kind === "when");
  if (command.kind !== "create" || !due || due.hasTime) return command;
  if (slot?.kind !== "when" || slot.when.hasDay || slot.when.time === null) return command;
  const [hour = 0, minute = 0] = slot.when.time.split(":").map(Number);
  const at = instantOn(due.at, hour, minute, reading.timeZone);
  return {
    kind: "create",
    phrases: command.phrases.map((phrase) => ({ ...phrase, due: { at, hasTime: true } })),
  };
}

/** Whether a part is a task or request by itself, and not the rest of the one before. */
function standsAlone(
  part: string,
  command: Command | undefined,
  isApart: boolean,
  before: string[],
  reading: Reading,
): boolean {
  if (!command) return false;
  if (command.kind === "change")
    return command.otherwise !== "create" || command.target.kind !== "named" || isDeletion(part);
  if (/\b(?:it|them|him|her|that|there)\b/i.test(part) && !isApart) return false;
  if (isApart) return true;
  if (beginsWithVerb(part.toLowerCase())) return /\s/.test(part) || part.split(/\s+/).length > 1;
  // "Dentist Tuesday and barber Wednesday", but not "meet Tom and Jerry tomorrow".
  return [part, ...before].every((each) => saysWhenAndWhat(each, reading));
}

/** "Clear" and "cancel" begin tasks, too. */
const isDeletion = (part: string) => /^(?:please )?(?:delete|remove|erase|get rid of|scrap)\b/i.test(part);

function saysWhenAndWhat(part: string, reading: Reading): boolean {
  const { text } = toClause(part, reading);
  return /⟦w\d+⟧/.test(text) && text.replace(/⟦[a-z]\d+⟧|[\s:,]/g, "") !== "";
}

/** "Tomorrow: wash the car, vacuum the car": what stands before the colon counts for all. */
function headingOf(text: string, reading: Reading): { heading: TaskPhrase | undefined; rest: string } {
  const match = /^([^:]{2,40}):\s+(?=\S)(.*)$/.exec(text);
  if (!match?.[1] || !match[2] || /:\s/.test(match[2])) return { heading: undefined, rest: text };
  const heading = readTask(match[1], reading);
  const isOnlyContext = heading.title === "" && heading.spans.length > 0;
  const isCount =
    /^(?:ok |okay )?(?:two|three|four|five|a few|some|these|the following|\d|my|add|new|tasks?|to-?dos?|things)\b[^:]*$/i.test(
      match[1],
    );
  return isOnlyContext || isCount
    ? { heading: isOnlyContext ? heading : undefined, rest: match[2] }
    : { heading: undefined, rest: text };
}

/** "Plan the trip with subtasks book hotel, rent car, pack" */
function readSubtasks(text: string, reading: Reading): Command | undefined {
  const match =
    /^(.+?),? (?:with|and|including)(?: the| these)? (?:sub-?tasks?|steps|sub-?items|checklist)(?: items)?[:,]? (.+)$/i.exec(
      text,
    );
  if (!match?.[1] || !match[2]) return undefined;
  const phrase = readTask(match[1].replace(LEAD, ""), reading);
  const subtasks = match[2]
    .split(/\s*[,;]\s*(?:and )?|\s+and\s+/)
    .map((each) => readTask(each, reading).title)
    .filter(Boolean);
  return phrase.title === "" || subtasks.length === 0
    ? undefined
    : { kind: "create", phrases: [{ ...phrase, subtasks }] };
}

/** "Milk, eggs and bread to groceries": things for a list. */
function readItems(text: string, known: Known, reading: Reading): Command | undefined {
  const made = readExplicit(/^(?:add|put)\b/i.test(text) ? text : `add ${text}`, known, reading);
  if (made?.kind !== "create") return undefined;
  const { phrase } = made;
  const isForList = phrase.list !== undefined && !/#/.test(text);
  const isTagged = phrase.list !== undefined && /^add\b.*#/i.test(text);
  if (!isForList && !isTagged) return undefined;
  const names = phrase.title
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+\+\s+/)
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length < 2 || names.length > MAX_PARTS) return undefined;
  const isVerbFirst = beginsWithVerb(names[0]?.toLowerCase() ?? "") && (names[0] ?? "").includes(" ");
  const areTasks = names.slice(1).every((name) => beginsWithVerb(name.toLowerCase()) && name.includes(" "));
  if (isVerbFirst && !areTasks) return undefined;
  return {
    kind: "create",
    phrases: names.map((name) => ({ ...phrase, title: name.charAt(0).toUpperCase() + name.slice(1) })),
  };
}
