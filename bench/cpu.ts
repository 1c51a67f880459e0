import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The unit of times in /proc, in ticks per second: 100 on every Linux that Node supports. */
const TICKS = 100;

/** CPU seconds that a process has used, over all threads. Linux only. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The process name may contain spaces, so count the fields after its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Binds a process with all threads to one core. Does nothing without `taskset`. */
export function pinToOneCore(pid: number, core: number): void {
  try {
    execFileSync("taskset", ["-acp", String(core), String(pid)], { stdio: "ignore" });
  } catch {
    console.log("No taskset here: by the clock, a process may use more than one core.");
  }
}
