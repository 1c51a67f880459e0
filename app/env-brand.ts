import { readFileSync } from "node:fs";
import { z } from "zod";
import { accentColors } from "./accent-colors.ts";
import { EnvError } from "./env-fields.ts";
import type { Brand } from "./ui/brand.tsx";

const line = (max: number) => {
  const error = `must be one line of 1 to ${max} characters`;
  return z
    .string({ error })
    .trim()
    .min(1, { error })
    .max(max, { error })
    .regex(/^[^\n\r]*$/, { error });
};
const MAX_PROMPTS = 6;
const promptCount = `must have 1 to ${MAX_PROMPTS} prompts`;

export const appName = line(60);
export const appDescription = line(200);
export const greeting = line(120);
export const accentColor = z
  .string({ error: "must be a colour such as #0b62d6" })
  .regex(/^#([\da-f]{3}|[\da-f]{6})$/i, "must be a colour such as #0b62d6");

const shortPrompt = line(60).transform((text) => ({ label: text, prompt: text, icon: "chat" as const }));
const fullPrompt = z.strictObject({
  label: line(60),
  prompt: line(2000),
  icon: z.enum(["plus", "list", "help", "chat"]).default("chat"),
});
const prompts = z
  .array(z.union([shortPrompt, fullPrompt], { error: "must be a line of text, or {label, prompt, icon}" }))
  .min(1, promptCount)
  .max(MAX_PROMPTS, promptCount);
/** Prompts in one variable, separated by `|`. A label is the message, too. */
export const promptList = z
  .string()
  .transform((text) =>
    text
      .split("|")
      .map((one) => one.trim())
      .filter(Boolean),
  )
  .pipe(z.array(shortPrompt).min(1, promptCount).max(MAX_PROMPTS, promptCount));

/** The file that `CONFIG_FILE` names, as JSON. */
const File = z.strictObject({
  name: appName.optional(),
  description: appDescription.optional(),
  accentColor: accentColor.optional(),
  greeting: greeting.optional(),
  prompts: prompts.optional(),
});

const DEFAULTS: Omit<Brand, "accent" | "hasTasks"> = {
  name: "Chat",
  description: "A chat that remembers, and a task list that it keeps for you.",
  greeting: { named: "Hello {name}, what is on your mind?", plain: "What is on your mind?" },
  prompts: [
    { label: "Create a task", prompt: "Create a task", icon: "plus" },
    { label: "List tasks", prompt: "List tasks", icon: "list" },
    { label: "Get help", prompt: "Get help", icon: "help" },
  ],
};

/** Of an app without tasks. */
const WITHOUT_TASKS: Pick<Brand, "description" | "prompts"> = {
  description: "A chat that remembers.",
  prompts: [
    { label: "Help me write", prompt: "Help me write something. Ask me what it is.", icon: "plus" },
    { label: "Explain something", prompt: "Explain something to me. Ask me what.", icon: "chat" },
    { label: "What can you do?", prompt: "What can you do?", icon: "help" },
  ],
};

interface BrandVariables {
  TASKS: boolean;
  CONFIG_FILE?: string | undefined;
  APP_NAME?: string | undefined;
  APP_DESCRIPTION?: string | undefined;
  ACCENT_COLOR?: string | undefined;
  GREETING?: string | undefined;
  START_PROMPTS?: Brand["prompts"] | undefined;
}

/**
 * The brand of the app. A variable wins over the file, and the file over the default.
 *
 * @throws {EnvError} when the file can't be read, or a value in it is invalid
 */
export function readBrand(variables: BrandVariables): Brand {
  const file = variables.CONFIG_FILE ? readFile(variables.CONFIG_FILE) : {};
  const words = variables.GREETING ?? file.greeting;
  const defaults = { ...DEFAULTS, ...(variables.TASKS ? {} : WITHOUT_TASKS) };
  const color = variables.ACCENT_COLOR ?? file.accentColor;
  return {
    name: variables.APP_NAME ?? file.name ?? DEFAULTS.name,
    description: variables.APP_DESCRIPTION ?? file.description ?? defaults.description,
    greeting: words ? { named: words, plain: withoutName(words) } : DEFAULTS.greeting,
    prompts: variables.START_PROMPTS ?? file.prompts ?? defaults.prompts,
    hasTasks: variables.TASKS,
    accent: color ? accentColors(color) : null,
  };
}

/** "Hello {name}, what is new?" for somebody without a name: "Hello, what is new?" */
const withoutName = (text: string) => text.replaceAll(/[\s,]*\{name\}/g, "").trim();

function readFile(path: string): z.output<typeof File> {
  const parsed = File.safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") ?? "";
  throw new EnvError(`CONFIG_FILE: ${place ? `${place} ` : ""}${issue?.message ?? "is not valid"} (${path})`);
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new EnvError(`CONFIG_FILE: ${path} can't be read`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new EnvError(`CONFIG_FILE: ${path} is no JSON`);
  }
}
