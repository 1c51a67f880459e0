import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { atLeast, atMost, isKept, note, report, writeResults } from "./report.ts";

test.each([
  [atMost("time", 10, 10), true],
  [atMost("time", 10.1, 10), false],
  [atMost("time", NaN, 10), false],
  [atLeast("requests", 120, 120), true],
  [atLeast("requests", 119, 120), false],
  [atLeast("requests", NaN, 120), false],
  [note("a peer", NaN, " ms"), true],
])("whether a budget is kept: %o", (figure, kept) => {
  expect(isKept(figure)).toBe(kept);
});

test("prints a table, and writes it as numbers", () => {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const figures = [atMost("time", 12.34, 10, " ms", 1), note("  a peer", 5, " ms")];
    expect(report("Speed", figures)).toBe(false);
    expect(lines).toEqual([
      "\nSpeed",
      "  time         12.3 ms  ≤ 10 ms      OVER BUDGET",
      "    a peer      5.0 ms",
    ]);
    const file = join(folder, "results", "bench.json");
    writeResults(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      machine: { node: process.version },
      tables: [
        {
          title: "Speed",
          figures: [
            {
              name: "time",
              amount: 12.34,
              unit: "ms",
              budget: { kind: "at most", limit: 10 },
              isKept: false,
            },
            { name: "a peer", amount: 5, unit: "ms" },
          ],
        },
      ],
    });
  } finally {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  }
});
