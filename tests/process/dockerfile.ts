import { readFileSync } from "node:fs";
import { z } from "zod";

export interface Instruction {
  name: string;
  /** The text after the name, with continued lines joined. */
  text: string;
}

export interface Stage {
  name: string;
  base: string;
  instructions: Instruction[];
}

/**
 * Parses the stages of a Dockerfile. Supports what ours uses: one instruction per line, `\` at the end of a
 * line, and comments.
 */
export function readDockerfile(file: string): Stage[] {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, name = "", text = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (name === "FROM") {
      const [base = "", , stage = "final"] = text.split(/\s+/);
      stages.push({ name: stage, base, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push({ name, text });
    }
  }
  return stages;
}

/** Parses the JSON form of an instruction: `CMD ["node", "x.js"]`. */
export const execForm = (text: string) => z.array(z.string()).min(1).parse(JSON.parse(text));

/** Parses `KEY=value KEY=value`, without quotes. */
export function variables(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(/\s+/).map((pair) => {
      const [key = "", value = ""] = pair.split(/=(.*)/);
      return [key, value];
    }),
  );
}

/** Parses `[--from=stage] source… target`. */
export function copied(text: string): { from: string | undefined; sources: string[]; target: string } {
  const words = text.split(/\s+/);
  const from = words[0]?.startsWith("--from=") ? words.shift()?.slice("--from=".length) : undefined;
  const target = words.pop() ?? "";
  return { from, sources: words, target };
}
