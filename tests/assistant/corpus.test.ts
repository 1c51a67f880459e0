import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatabaseHandle } from "#db/types.ts";
import { openTestDatabase } from "#tests/support/database.ts";
import { readEntries } from "./corpus/entries.ts";
import { type Measured, measure } from "./corpus/measure.ts";

let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase("pglite");
});
afterAll(() => handle.close());

interface Rate {
  intents: number;
  slots: number;
}

const rate = (measured: Measured[]): Rate => {
  const sum = (pick: (each: Measured) => number) => measured.reduce((total, each) => total + pick(each), 0);
  return {
    intents: sum(({ isIntentRight }) => Number(isIntentRight)) / measured.length,
    slots:
      sum(({ right }) => right) /
      Math.max(
        1,
        sum(({ of }) => of),
      ),
  };
};

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Measures a half, and prints how much of it is understood by kind. `SHOW_WRONG=1` prints what isn't. */
async function measureHalf(half: "development" | "held-out"): Promise<Rate> {
  const lines: string[] = [];
  const all: Measured[] = [];
  for (const [kind, entries] of Object.entries(readEntries(half))) {
    const measured: Measured[] = [];
    for (const entry of entries) measured.push(...(await measure(handle.db, entry)));
    const { intents, slots } = rate(measured);
    lines.push(
      `${kind.padEnd(28)} ${percent(intents).padStart(8)} ${percent(slots).padStart(8)}  ${measured.length}`,
    );
    for (const { said, wrong, answer } of process.env.SHOW_WRONG && half === "development" ? measured : []) {
      if (wrong.length > 0)
        lines.push(
          `    ${JSON.stringify(said)}: ${wrong.join("; ")}\n        → ${JSON.stringify(answer.slice(0, 160))}`,
        );
    }
    all.push(...measured);
  }
  const total = rate(all);
  console.log(
    `${half.padEnd(28)}  intents    slots  turns\n${lines.join("\n")}\n${"all".padEnd(28)} ${percent(total.intents).padStart(8)} ${percent(total.slots).padStart(8)}  ${all.length}`,
  );
  return total;
}

test("understands what people type, in the half of the corpus that is worked on", async () => {
  const { intents, slots } = await measureHalf("development");
  expect({ intents: intents >= 0.98, slots: slots >= 0.95 }).toEqual({ intents: true, slots: true });
});

test("understands what people type, in the half that is only measured", async () => {
  const { intents, slots } = await measureHalf("held-out");
  expect({ intents: intents >= 0.92, slots: slots >= 0.9 }).toEqual({ intents: true, slots: true });
});
