/** One line of the table. */
export interface Figure {
  name: string;
  value: string;
  /** The budget; absent for a figure to compare with. */
  budget?: string;
  ok?: boolean;
}

/** A figure that may be at most this much. */
export function atMost(name: string, value: number, limit: number, unit = "", digits = 0): Figure {
  return {
    name,
    value: value.toFixed(digits) + unit,
    budget: `≤ ${limit.toLocaleString("en")}${unit}`,
    ok: value <= limit,
  };
}

/** A figure that has to be at least this much. */
export function atLeast(name: string, value: number, limit: number, unit = ""): Figure {
  return { name, value: value.toFixed(0) + unit, budget: `≥ ${limit}${unit}`, ok: value >= limit };
}

/** A figure to compare with. */
export const note = (name: string, value: number, unit: string, digits = 1): Figure => ({
  name,
  value: value.toFixed(digits) + unit,
});

/** Prints the table and returns whether all budgets are met. */
export function report(title: string, figures: Figure[]): boolean {
  console.log(`\n${title}`);
  const width = Math.max(...figures.map((figure) => figure.name.length));
  for (const { name, value, budget = "", ok } of figures) {
    const verdict = ok === undefined ? "" : ok ? "ok" : "OVER BUDGET";
    console.log(`  ${name.padEnd(width)}  ${value.padStart(10)}  ${budget.padEnd(12)} ${verdict}`.trimEnd());
  }
  return figures.every(({ ok }) => ok !== false);
}
