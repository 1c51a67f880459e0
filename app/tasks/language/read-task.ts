import type { Recurrence, TaskPriority } from "#db/schema/index.ts";
import type { Due } from "../due.ts";
import { MAX_TASK_TITLE } from "../limits.ts";
import { findMarks } from "./find-marks.ts";
import type { Mark, Reading } from "./marks.ts";
import { type NormalText, normalize } from "./normal.ts";
import { tidyTitle } from "./title.ts";
import { combine, groupWhens, type When } from "./when.ts";

/** The task that a line describes. */
export interface TaskPhrase {
  /** Empty when the line has no words beside a date, a priority and the like. */
  title: string;
  due: Due | null;
  recurrence: Recurrence | null;
  priority: TaskPriority | undefined;
  list: string | undefined;
  tags: string[];
  durationMinutes: number | undefined;
  remindMinutes: number | undefined;
  subtasks?: string[];
  /** The parts of the line that were read as something else than the title. */
  spans: PhraseSpan[];
}

export interface PhraseSpan {
  kind: "when" | "priority" | "list" | "tag" | "duration" | "remind";
  /** Offsets in the line. */
  start: number;
  end: number;
}

/**
 * Reads a line such as "Buy milk tomorrow at 5pm, high priority #home". A quotation at its beginning is the title,
 * word for word.
 *
 * @param ignored the beginnings of spans that the user wants to keep as words
 */
export function readTask(
  line: string,
  reading: Reading,
  ignored: ReadonlySet<number> = new Set(),
): TaskPhrase {
  const normal = normalize(line);
  const found = findMarks(normal.text, reading);
  const isIgnored = ({ start, end }: { start: number; end: number }) =>
    ignored.has(normal.sourceSpan(start, end).start);
  // "Monday morning" is one span: without the day, the part of the day isn't meant either.
  const apart = ignored.size === 0 ? [] : groupWhens(normal.text, found, reading).filter(isIgnored);
  const marks = found.filter(
    (mark) => !isIgnored(mark) && !apart.some(({ start, end }) => mark.start >= start && mark.end <= end),
  );
  return taskOf(normal, marks, reading);
}

/** The words before a date that belong to it. */
const LEAD_IN =
  /(?:[\s,;(–-]*(?<![\p{L}\p{N}])(?:(?:and )?(?:it'?s |it is )?(?:due|deadline)(?: date)?(?: is| by| on)?:?|no later than|latest|by|on|at|in|before|until|till|til|for|from|starting|beginning|start|starts|around|this coming|sometime|some time|ideally|preferably|the|every|repeats?|repeating|scheduled|when|date:?|am|um|bis|ab|le|à|au|avant|pour|el|para|antes del|a las|a la|op|om|il|entro|em|até))+\s*$/u;

/** The task of a text whose marks are known. */
function taskOf(normal: NormalText, marks: Mark[], reading: Reading): TaskPhrase {
  const { text } = normal;
  const whens = groupWhens(text, marks, reading);
  const chosen = chooseWhen(text, whens, marks, reading);
  const of = <K extends Mark["kind"]>(kind: K) =>
    marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);
  const [priorities, lists, tags, durations, reminders] = [
    of("priority"),
    of("list"),
    of("tag"),
    of("duration"),
    of("remind"),
  ];
  const spans: PhraseSpan[] = [
    ...chosen.parts.map(({ start, end }) => ({ kind: "when" as const, start, end })),
    ...[...priorities, ...lists, ...tags, ...durations, ...reminders].map(({ kind, start, end }) => ({
      kind,
      start,
      end,
    })),
  ];
  return {
    title: titleOf(normal, spans).slice(0, MAX_TASK_TITLE),
    due: chosen.when?.due ?? null,
    recurrence: chosen.when?.recurrence ?? null,
    priority: priorities[0]?.priority,
    list: lists[0]?.list,
    tags: tags.map(({ tag }) => tag.toLowerCase()),
    durationMinutes: durations[0]?.minutes ?? chosen.when?.minutes,
    remindMinutes: reminders[0]?.minutes,
    spans: spans
      .map((span) => ({ kind: span.kind, ...normal.sourceSpan(span.start, span.end) }))
      .toSorted((a, b) => a.start - b.start),
  };
}

interface Chosen {
  when: When | undefined;
  parts: { start: number; end: number }[];
}

/**
 * Of several dates, prefers a repetition, then the date that is introduced as the due date, then the last one. A time
 * that stands apart from its day belongs to it.
 */
function chooseWhen(text: string, whens: When[], marks: Mark[], reading: Reading): Chosen {
  const usable = whens.filter(({ due }) => due !== null);
  const lead = (when: When) => text.slice(0, when.start);
  const bare = usable.filter(({ recurrence }) => recurrence && !recurrence.rule.includes("BY"));
  const main =
    usable.find(({ recurrence }) => recurrence?.rule.includes("BY")) ??
    bare[0] ??
    usable.find((when) => /\b(?:due|by|before|deadline)\W*(?:on|is|date|the)?\W*$/.test(lead(when))) ??
    usable.findLast(({ hasDay }) => hasDay) ??
    usable.at(-1);
  if (!main) return { when: undefined, parts: [] };
  // "Mon wed fri, every week": the general repetition says nothing more.
  const general = bare.filter((when) => when !== main);
  if (general.length > 0) return { when: main, parts: [main, ...general] };
  const other = usable.find(
    (when) => when !== main && (when.time === null) !== (main.time === null) && when.hasDay !== main.hasDay,
  );
  if (!other) return { when: main, parts: [main] };
  const both = marks.filter((mark) =>
    [main, other].some(({ start, end }) => mark.start >= start && mark.end <= end),
  );
  const temporal = both.filter(({ kind }) => ["day", "time", "part", "instant", "recurrence"].includes(kind));
  return { when: combine(text, temporal, reading), parts: [main, other] };
}

/** The words without the spans and what leads them in. */
function titleOf(normal: NormalText, spans: { start: number; end: number; kind: string }[]): string {
  const quoted = /^\s*["“«]([^"”»]+)["”»]/.exec(normal.source)?.[1]?.trim();
  if (quoted) return quoted;
  let rest = "";
  let from = 0;
  for (const { start, end, kind } of spans.toSorted((a, b) => a.start - b.start)) {
    const before = normal.text.slice(from, start);
    const lead =
      kind === "when"
        ? LEAD_IN.exec(before)
        : /(?:\s+(?:in|to|on|with|at|and|list|tag|for))*[\s,(]*$/.exec(before);
    const cut = lead && lead[0].trim() !== "" ? lead.index + from : start;
    rest += `${normal.inSource(from, cut)} `;
    const closes = lead?.[0].includes("(") && /^\s*\)/.exec(normal.text.slice(end));
    from = end + (closes ? closes[0].length : 0);
  }
  rest += normal.inSource(from, normal.text.length);
  return tidyTitle(rest);
}
