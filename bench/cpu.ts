import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Kernel ticks per second that /proc counts in; the same on every Linux that Node runs on. */
const TICKS = 100;

/** CPU seconds that a process has used up so far, with all of its threads; Linux only. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name may hold spaces; the fields after it are counted from its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Binds a process with all of its threads to one core, where there is a `taskset`; else it stays free. */
export function pinToOneCore(pid: number, core: number): void {
  try {
    execFileSync("taskset", ["-acp", String(core), String(pid)], { stdio: "ignore" });
  } catch {
    console.log("No taskset here: by the clock, a process may use more than one core.");
  }
}
