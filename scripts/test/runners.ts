import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const bin = (name: string) => join(root, "node_modules", name);

export interface Counts {
  passed: number;
  failed: number;
  /** What failed, each with the first line of its reason. */
  failures?: string[];
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** Runs a command that passes or fails as a whole. */
function check(name: string, script: string, args: string[] = []): Counts {
  heading(name);
  const ok = runNode(script, args) === 0;
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, failures: [name] };
}

export const typegen = () => check("route types", bin("@react-router/dev/bin.cjs"), ["typegen"]);
export const types = () => check("types", bin("typescript/bin/tsc"), ["--noEmit"]);
export const lint = () => check("lint", bin("oxlint/bin/oxlint"), ["--deny-warnings"]);
export const format = () => check("format", bin("oxfmt/bin/oxfmt"), ["--check"]);
export const unused = () => check("unused code", bin("knip/bin/knip.js"), ["--no-progress"]);

/**
 * Runs one project of vitest.config.ts.
 *
 * @param files which test files to run; all when empty
 */
export function vitest(project: string, files: string[] = []): Counts {
  heading(`${project} tests`);
  const file = reportFile("vitest");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = runNode(bin("vitest/vitest.mjs"), ["run", "--project", project, ...reporters, ...files]);
  const report: VitestReport | undefined = readReport(file);
  return atLeastOneFailure(`${project} tests`, code, {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    failures: (report?.testResults ?? []).flatMap(failuresOf),
  });
}

/** The failed tests of a file; the file itself when it failed outside its tests. */
function failuresOf({ name, status, message, assertionResults }: VitestReport["testResults"][number]) {
  const file = relative(root, name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  const failures = failed.map((test) => `${file} › ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
  return failures.length === 0 && status === "failed" ? [`${file}: ${firstLine(message)}`] : failures;
}

const firstLine = (text = "") => text.split("\n", 1)[0] ?? "";

/**
 * Runs the browser tests. A failed test is retried once in a new browser, because a busy machine may be too
 * slow for its time-outs; tests that passed on the retry are reported.
 *
 * @param browser path of Chromium's executable
 * @param files which spec files to run; all when empty
 * @param env additional environment variables for the tests
 */
export function playwright(browser: string, files: string[] = [], env: Record<string, string> = {}): Counts {
  heading("browser tests");
  const file = reportFile("playwright");
  const code = runNode(
    bin("@playwright/test/cli.js"),
    ["test", "--retries=1", "--reporter=list,json", ...files],
    {
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      ...env,
    },
  );
  const report: { stats: { expected: number; unexpected: number; flaky: number } } | undefined =
    readReport(file);
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  if (flaky > 0) console.log(`${flaky} browser tests passed only on the retry: see "flaky" above.`);
  return atLeastOneFailure("browser tests", code, { passed: expected + flaky, failed: unexpected });
}

/** Counts one failure when a runner failed without reporting a failed test, or ran no test at all. */
function atLeastOneFailure(name: string, code: number, counts: Counts): Counts {
  const nothingRan = counts.passed + counts.failed === 0;
  if ((code === 0 && !nothingRan) || counts.failed > 0) return counts;
  const failures = counts.failures?.length ? counts.failures : [nothingRan ? `${name}: nothing ran` : name];
  return { ...counts, failed: 1, failures };
}

function heading(name: string): void {
  console.log(`\n── ${name} ${"─".repeat(Math.max(0, 74 - name.length))}`);
}

function runNode(script: string, args: string[], env: Record<string, string> = {}): number {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

function reportFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "chat-report-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, `${name}.json`);
}

/** Reads the JSON report of a runner; undefined when there is none. Its shape is not validated. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function readReport<Report>(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
