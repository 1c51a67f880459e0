import { readFileSync } from "node:fs";
import { EnvError } from "./env-fields.ts";

const MAX_CHARACTERS = 20_000;
const PLACEHOLDERS = new Set(["app", "name", "date", "time", "time_zone", "language"]);

/**
 * The operator's instructions for the model, a text with placeholders such as `{{name}}`.
 *
 * @throws {EnvError} when the file can't be read, is too long, or has a placeholder that doesn't exist
 */
export function readInstructions(path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8").trim();
  } catch {
    throw new EnvError(`INSTRUCTIONS_FILE: ${path} can't be read`);
  }
  if (text.length > MAX_CHARACTERS) {
    throw new EnvError(`INSTRUCTIONS_FILE: ${path} has more than ${MAX_CHARACTERS} characters`);
  }
  for (const [all, name = ""] of text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)) {
    if (PLACEHOLDERS.has(name)) continue;
    throw new EnvError(
      `INSTRUCTIONS_FILE: ${all} is no placeholder; there are ${[...PLACEHOLDERS].join(", ")} (${path})`,
    );
  }
  return text || undefined;
}
