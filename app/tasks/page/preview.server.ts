import type { TaskPriority } from "#db/schema/index.ts";
import { formatDue } from "../due.ts";
import { type PhraseSpan, readTask, type TaskPhrase } from "../language/read-task.ts";
import type { LocalNow } from "../local-time.ts";
import { recurrenceText } from "../recurrence.ts";
import type { Preview, PreviewChip } from "./preview.ts";
import { taskLines } from "./task-lines.ts";
import { durationText } from "../task-view.ts";

/** The most lines whose tasks the preview shows. */
const SHOWN = 6;

/** What is understood of the text of a new task, or of several lines. */
export function previewOf(text: string, ignored: ReadonlySet<number>, local: LocalNow): Preview {
  const lines = taskLines(text.slice(0, 100_000));
  const [only] = lines;
  if (lines.length === 1 && only !== undefined) {
    const phrase = readTask(only.slice(0, 2_000), local, ignored);
    return { count: 1, chips: chipsOf(only, phrase, local), lines: [] };
  }
  return {
    count: lines.length,
    chips: [],
    lines: lines.slice(0, SHOWN).map((line) => {
      const phrase = readTask(line.slice(0, 2_000), local);
      const facts = new Set(chipsOf(line, phrase, local).map(({ label }) => label));
      return { title: phrase.title || line, facts: [...facts].join(" · ") };
    }),
  };
}

function chipsOf(line: string, phrase: TaskPhrase, local: LocalNow): PreviewChip[] {
  return phrase.spans.map((span) => ({
    kind: span.kind,
    start: span.start,
    words: line.slice(span.start, span.end),
    label: labelOf(span, line, phrase, local),
  }));
}

const PRIORITY_NAMES: Record<TaskPriority, string> = {
  urgent: "Urgent",
  high: "High priority",
  normal: "Normal priority",
  low: "Low priority",
};

function labelOf(span: PhraseSpan, line: string, phrase: TaskPhrase, local: LocalNow): string {
  switch (span.kind) {
    case "when": {
      const due = phrase.due && formatDue(phrase.due, local);
      const repeats = phrase.recurrence && recurrenceText(phrase.recurrence);
      return [repeats, due && (repeats ? `first ${due}` : due)].filter(Boolean).join(", ");
    }
    case "priority":
      return PRIORITY_NAMES[phrase.priority ?? "normal"];
    case "duration":
      return durationText(phrase.durationMinutes) ?? "";
    case "remind":
      return `reminder ${durationText(phrase.remindMinutes) ?? "0 min"} before`;
    default:
      return line.slice(span.start, span.end).trim();
  }
}
