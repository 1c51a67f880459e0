import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { dirname } from "node:path";

/** One line of the table. */
export interface Figure {
  name: string;
  amount: number;
  /** With a space before it, if one belongs there. */
  unit: string;
  /** How many decimals are shown. */
  digits: number;
  /** The budget; absent for a figure to compare with. */
  budget?: { kind: "at most" | "at least"; limit: number };
}

/** A figure that may be at most this much. */
export const atMost = (name: string, amount: number, limit: number, unit = "", digits = 0): Figure => ({
  name,
  amount,
  unit,
  digits,
  budget: { kind: "at most", limit },
});

/** A figure that has to be at least this much. */
export const atLeast = (name: string, amount: number, limit: number, unit = ""): Figure => ({
  name,
  amount,
  unit,
  digits: 0,
  budget: { kind: "at least", limit },
});

/** A figure to compare with. */
export const note = (name: string, amount: number, unit: string, digits = 1): Figure => ({
  name,
  amount,
  unit,
  digits,
});

/** A budget that isn't a number at all, such as a measurement that failed, is not kept. */
export function isKept({ amount, budget }: Figure): boolean {
  if (!budget) return true;
  return budget.kind === "at most" ? amount <= budget.limit : amount >= budget.limit;
}

/** The tables of this run. */
const tables: { title: string; figures: object[] }[] = [];

/** Prints the table and returns whether all budgets are met. */
export function report(title: string, figures: Figure[]): boolean {
  tables.push({
    title,
    figures: figures.map((figure) => ({
      name: figure.name.trim(),
      amount: figure.amount,
      unit: figure.unit.trim(),
      ...(figure.budget && { budget: figure.budget, isKept: isKept(figure) }),
    })),
  });
  console.log(`\n${title}`);
  const width = Math.max(...figures.map((figure) => figure.name.length));
  for (const figure of figures) {
    const { name, amount, unit, digits, budget } = figure;
    const value = `${amount.toFixed(digits)}${unit}`;
    const limit = budget
      ? `${budget.kind === "at most" ? "≤" : "≥"} ${budget.limit.toLocaleString("en")}${unit}`
      : "";
    const verdict = budget ? (isKept(figure) ? "ok" : "OVER BUDGET") : "";
    console.log(`  ${name.padEnd(width)}  ${value.padStart(10)}  ${limit.padEnd(12)} ${verdict}`.trimEnd());
  }
  return figures.every(isKept);
}

/** Writes the tables of this run as JSON, with what they were measured on, to be compared with another run's. */
export function writeResults(file: string): void {
  const [cpu] = cpus();
  const machine = { cpu: cpu?.model ?? "", cores: availableParallelism(), node: process.version };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, tables }, null, 2)}\n`);
  console.log(`\nAs JSON: ${file}`);
}
