import { readFileSync } from "node:fs";
import { z } from "zod";

export interface Instruction {
  name: string;
  /** What follows the name, with continued lines joined. */
  text: string;
}

export interface Stage {
  name: string;
  base: string;
  instructions: Instruction[];
}

/**
 * A Dockerfile's stages, as far as ours goes: one instruction per line, `\` at the end of a line, comments.
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

/** The arguments of an instruction in its JSON form: `CMD ["node", "x.js"]`. */
export const execForm = (text: string) => z.array(z.string()).min(1).parse(JSON.parse(text));

/** `KEY=value KEY=value`, without quotes. */
export function variables(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(/\s+/).map((pair) => {
      const [key = "", value = ""] = pair.split(/=(.*)/);
      return [key, value];
    }),
  );
}

/** `[--from=stage] source… target` */
export function copied(text: string): { from: string | undefined; sources: string[]; target: string } {
  const words = text.split(/\s+/);
  const from = words[0]?.startsWith("--from=") ? words.shift()?.slice("--from=".length) : undefined;
  const target = words.pop() ?? "";
  return { from, sources: words, target };
}
