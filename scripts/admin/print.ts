import { styleText } from "node:util";
import type { Progress } from "#app/admin/operation.server.ts";

/** A bar on the terminal; nothing where the output is a file. */
export function showProgress({ done, total, label }: Progress): void {
  if (!process.stderr.isTTY) return;
  const width = 30;
  const filled = total === 0 ? width : Math.round((done / total) * width);
  process.stderr.write(`\r${"█".repeat(filled)}${"░".repeat(width - filled)} ${done} of ${total} ${label} `);
  if (done >= total) process.stderr.write("\n");
}

/** Prints a result for people: a table of a list, lines of facts otherwise. */
export function print(result: unknown): void {
  if (Array.isArray(result)) return printTable(result);
  if (typeof result !== "object" || result === null) return console.log(cell(result));
  for (const [name, value] of Object.entries(result)) {
    if (Array.isArray(value)) printTable(value);
    else if (value !== null) console.log(`${name}: ${cell(value)}`);
  }
}

function printTable(rows: unknown[]): void {
  const objects = rows.filter((row): row is object => typeof row === "object" && row !== null);
  const [first] = objects;
  if (!first) return console.log("Nothing.");
  const names = Object.keys(first);
  const cells = objects.map((row) => {
    const values: Record<string, unknown> = { ...row };
    return names.map((name) => cell(values[name]));
  });
  const widths = names.map((name, at) => Math.max(name.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  console.log(styleText("bold", line(names)));
  for (const row of cells) console.log(line(row));
}

/** Times to the minute, in UTC; objects as JSON. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") {
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? value.slice(0, 16).replace("T", " ") : value;
  }
  return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}
