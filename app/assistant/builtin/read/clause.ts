import { findMarks } from "#app/tasks/language/find-marks.ts";
import type { Mark, Reading } from "#app/tasks/language/marks.ts";
import { type NormalText, normalize } from "#app/tasks/language/normal.ts";
import { groupWhens, type When } from "#app/tasks/language/when.ts";

/** What a placeholder in a clause's text stands for. */
export type Slot =
  | { kind: "when"; when: When }
  | Extract<Mark, { kind: "priority" | "list" | "tag" | "duration" | "remind" }>;

/**
 * A request or a part of one. In its text, what the annotators have read is a placeholder such as `⟦w0⟧`, so that
 * patterns see the shape of a sentence: "move dentist to ⟦w0⟧".
 */
export interface Clause {
  text: string;
  normal: NormalText;
  marks: Mark[];
  slots: Slot[];
  /** The words as the user wrote them, of a part of `text`. */
  original(start: number, end: number): string;
}

const LETTER = { when: "w", priority: "p", list: "l", tag: "t", duration: "d", remind: "r" } as const;

/** Patterns of placeholders. */
export const W = "⟦w\\d+⟧";
export const P = "⟦p\\d+⟧";
export const L = "⟦l\\d+⟧";
export const T = "⟦t\\d+⟧";
export const D = "⟦d\\d+⟧";

export function toClause(source: string, reading: Reading): Clause {
  const normal = normalize(source);
  const marks = findMarks(normal.text, reading);
  const whens = groupWhens(normal.text, marks, reading);
  const slots: (Slot & { start: number; end: number })[] = [];
  for (const when of whens) slots.push({ kind: "when", when, start: when.start, end: when.end });
  for (const mark of marks) {
    if (
      mark.kind === "priority" ||
      mark.kind === "list" ||
      mark.kind === "tag" ||
      mark.kind === "duration" ||
      mark.kind === "remind"
    )
      slots.push(mark);
  }
  slots.sort((a, b) => a.start - b.start);
  let text = "";
  /** For each character of `text`, where it begins and ends in the normal text. */
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (words: string, start: number, end: number, isSlot: boolean) => {
    for (let at = 0; at < words.length; at += 1) {
      starts.push(isSlot ? start : start + at);
      ends.push(isSlot ? end : start + at + 1);
    }
    text += words;
  };
  let from = 0;
  slots.forEach((slot, index) => {
    add(normal.text.slice(from, slot.start), from, slot.start, false);
    add(`⟦${LETTER[slot.kind]}${index}⟧`, slot.start, slot.end, true);
    from = slot.end;
  });
  add(normal.text.slice(from), from, normal.text.length, false);
  return {
    text,
    normal,
    marks,
    slots,
    original: (start, end) =>
      end <= start ? "" : normal.inSource(starts[start] ?? 0, ends[end - 1] ?? normal.text.length).trim(),
  };
}

/** The slot of a placeholder. */
export function slotOf(clause: Clause, placeholder: string | undefined): Slot | undefined {
  const index = /⟦[a-z](\d+)⟧/.exec(placeholder ?? "")?.[1];
  return index === undefined ? undefined : clause.slots[Number(index)];
}

export function whenOf(clause: Clause, placeholder: string | undefined): When | undefined {
  const slot = slotOf(clause, placeholder);
  return slot?.kind === "when" ? slot.when : undefined;
}

/** The groups of a match, as the user wrote them. The pattern needs the flag `d`. */
export function original(clause: Clause, match: RegExpExecArray, group: number): string {
  const span = match.indices?.[group];
  return span ? clause.original(span[0], span[1]) : "";
}

/** Whether the words hold any placeholder. */
export const hasSlot = (text: string): boolean => text.includes("⟦");
