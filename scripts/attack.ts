import { bodyAttacks } from "../tests/attack/bodies.ts";
import { manyAttacks } from "../tests/attack/many.ts";
import { wordAttacks } from "../tests/attack/words.ts";
import { startWorld } from "../tests/attack/world.ts";
import { buildIfNeeded } from "./build/build.ts";

/*
 * `npm run test:attack`: attacks the built app on the loopback interface, one attack after the other, and prints
 * for each how long a parallel GET /healthz had to wait. Exits with 1 when an outcome is wrong, never because of
 * a time. Arguments select attacks by a part of their names.
 */

/** An attack that takes longer has a wrong outcome. */
const LIMIT_MS = 60_000;

await buildIfNeeded();
const words = process.argv.slice(2);
const attacks = [...bodyAttacks, ...wordAttacks, ...manyAttacks].filter(
  ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
);
const world = await startWorld();
const rows = [["attack", "outcome", "/healthz, at most", "memory", "before"]];
let wrong = 0;
try {
  for (const { name, before, target: choose, run } of attacks) {
    const target = choose(world);
    await target.probe.longest();
    const memory = target.startMemory();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no outcome after ${LIMIT_MS / 1000} s`)), LIMIT_MS);
    });
    let outcome: string;
    try {
      outcome = await Promise.race([run(target, world), late]);
    } catch (error) {
      wrong++;
      outcome = `WRONG: ${error instanceof Error ? error.message : String(error)}`;
    }
    clearTimeout(timer);
    const row = [name, outcome, `${await target.probe.longest()} ms`, `+${memory()} MB`, before];
    rows.push(row);
    console.log(row.join(" | "));
  }
} finally {
  await world.stop();
}

console.log(`\n${table(rows)}\n\n${wrong === 0 ? "Every outcome is right." : `Wrong outcomes: ${wrong}.`}`);
process.exit(wrong === 0 ? 0 : 1);

/** A table in Markdown, aligned. */
function table([head = [], ...body]: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
