import { describe, expect, test } from "vitest";
import { readTask } from "#app/tasks/language/read-task.ts";
import { makeTask } from "#app/tasks/testing/make-task.ts";
import { titleFrom } from "../titles.ts";
import { knownOf } from "./read/known.ts";
import { readMessage } from "./read/read-message.ts";

const known = { tasks: [], lists: ["work", "home"], tags: ["phone"] };
const local = { now: new Date("2026-03-02T10:00:00Z"), timeZone: "Europe/Berlin" };

const PREFIXES = [
  "",
  "show ",
  "what ",
  "add ",
  "mark ",
  "remind me to ",
  "rename ",
  "move ",
  "delete ",
  "set ",
];
/** Separated by bars, because they contain commas and spaces. */
const FRAGMENTS = [
  ", |- |  |\n|!|?|(|[x](|*_|`|\" |' |1/2 |10:00-|a |to |at |and |by |the |my |next |due |a week |as done ",
  "3 days |in 2 |ten to |5pm |tomorrow |monday |high priority ",
].flatMap((line) => line.split("|"));

interface Reader {
  name: string;
  /** The greatest length that is read, in characters. */
  length: number;
  read(text: string): unknown;
}

const READERS: Reader[] = [
  { name: "the built-in engine", length: 2_000, read: (text) => readMessage(text, known, local) },
  { name: "a task's line", length: 1_000, read: (text) => readTask(text, local) },
  { name: "a title", length: 50_000, read: titleFrom },
];

/** The least of some attempts, since whatever else the machine does only adds to the time. */
function timeOf({ read }: Reader, text: string, attempts: number): number {
  const times = Array.from({ length: attempts }, () => {
    // The thread's CPU time: that of the clock depends on what else runs on the machine.
    const start = process.threadCpuUsage();
    read(text);
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}

/**
 * What is bearable, in milliseconds of CPU time: several times what the same machine takes to go through a text of a
 * hundred thousand words, some 8 ms, because machines differ and are not always the same themselves.
 */
function bearable(times: number): number {
  const words = Array.from({ length: 100_000 }, (_, n) => `word${n}`).join(" ");
  const read = (text: string) =>
    text.split(" ").filter((word) => /^w\w+7$/.test(word.toUpperCase().toLowerCase()));
  return times * timeOf({ name: "words", length: words.length, read }, words, 5);
}

const fill = (prefix: string, fragment: string, length: number) =>
  (prefix + fragment.repeat(Math.ceil(length / fragment.length))).slice(0, length);

describe.each(READERS)("$name", (reader) => {
  test("keeps nobody waiting, whatever it reads", () => {
    const times = PREFIXES.flatMap((prefix) =>
      FRAGMENTS.map((fragment) => {
        const time = (length: number, attempts: number) =>
          timeOf(reader, fill(prefix, fragment, length), attempts);
        return { words: prefix + fragment, time, once: time(reader.length, 1) };
      }),
    );
    const slowest = times.toSorted((a, b) => b.once - a.once).slice(0, 5);
    const measured = slowest.map(({ words, time }) => {
      const [half, whole] = [time(reader.length / 2, 5), time(reader.length, 5)];
      return { words, ms: Math.round(whole), growth: Number((whole / half).toFixed(1)) };
    });
    console.log(reader.name, JSON.stringify(measured));
    const most = bearable(15);
    for (const { ms, words } of measured) expect([words, ms < most]).toEqual([words, true]);
  });
});

test("keeps nobody waiting with a thousand tasks, lists and tags to compare with", () => {
  const many = knownOf(
    Array.from({ length: 1_000 }, (_, n) =>
      makeTask(`t${n}`, { title: `${n} alpha bravo `.repeat(17), list: `list ${n}`, tags: [`tag${n}`] }),
    ),
  );
  const messages = [
    Array.from({ length: 50 }, (_, n) => `finish the zeta${n} omega`).join("\n"),
    Array.from({ length: 20 }, (_, n) => `mark alpha ${n} done`).join("; "),
    "what's due in list 7?",
  ];
  for (const message of messages) {
    const reader = { name: "", length: 0, read: (text: string) => readMessage(text, many, local) };
    expect(timeOf(reader, message, 5)).toBeLessThan(bearable(33));
  }
});

test("what is longer isn't read", () => {
  expect(readMessage("a".repeat(2_001), known, local)).toEqual([{ kind: "too_long" }]);
  expect(readTask(`tomorrow ${"a".repeat(1_000)}`, local).due).toBeNull();
});

test("the time for a title doesn't grow with the message", () => {
  const reader = { name: "a title", length: 0, read: titleFrom };
  const time = (length: number) => timeOf(reader, fill("", "[x](", length), 5);
  time(10_000);
  expect(time(1_000_000)).toBeLessThan(bearable(6));
});
