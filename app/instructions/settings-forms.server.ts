import { z } from "zod";
import { saveUserInstructions } from "#db/queries/instructions.ts";
import { deleteAllMemories, deleteMemory, updateMemory } from "#db/queries/memories.ts";
import type { Database } from "#db/types.ts";
import { MAX_FACT, MAX_INSTRUCTIONS } from "./limits.ts";

/** Browsers send line ends as CR LF. */
const lines = z.string().transform((text) => text.replaceAll("\r\n", "\n").trim());
export const InstructionsText = lines.refine(
  (text) => text.length <= MAX_INSTRUCTIONS,
  `Keep it under ${MAX_INSTRUCTIONS.toLocaleString("en")} characters.`,
);
const id = z.string().max(100);

const SettingsForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("save"), about: InstructionsText, style: InstructionsText }),
  z.object({ intent: z.literal("memory"), on: z.enum(["yes", "no"]) }),
  z.object({
    intent: z.literal("change-fact"),
    id,
    text: lines
      .refine((text) => text !== "", "Write what the assistant should remember, or delete it.")
      .refine((text) => text.length <= MAX_FACT, `Keep it under ${MAX_FACT} characters.`),
  }),
  z.object({ intent: z.literal("delete-fact"), id }),
  z.object({ intent: z.literal("delete-facts") }),
]);

/** What a refused form shows again. */
export interface InstructionsProblem {
  intent: string;
  /** The fact of a refused change. */
  id: string;
  errors: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
}

export type InstructionsResult =
  | { kind: "saved"; what: "saved" | "on" | "off" | "fact" | "deleted" }
  | { kind: "not_found" }
  | { kind: "refused"; problem: InstructionsProblem };

/** Carries out a form of `/settings/instructions`. */
export async function changeInstructions(
  fields: FormData,
  { db, userId }: { db: Database; userId: string },
): Promise<InstructionsResult> {
  const values: Record<string, string> = {};
  for (const [key, value] of fields) if (typeof value === "string") values[key] = value;
  const parsed = SettingsForm.safeParse(values);
  if (!parsed.success) {
    const errors = Object.fromEntries(
      parsed.error.issues.map(({ path, message }) => [String(path[0] ?? ""), message]),
    );
    const { intent = "", id: fact = "" } = values;
    return { kind: "refused", problem: { intent, id: fact, errors, values } };
  }
  const form = parsed.data;
  switch (form.intent) {
    case "save":
      await saveUserInstructions(db, { userId, about: form.about, style: form.style });
      return { kind: "saved", what: "saved" };
    case "memory":
      await saveUserInstructions(db, { userId, memory: form.on === "yes" });
      return { kind: "saved", what: form.on === "yes" ? "on" : "off" };
    case "change-fact":
      return factResult(await updateMemory(db, { userId, id: form.id, text: form.text }), "fact");
    case "delete-fact":
      return factResult(await deleteMemory(db, { userId, id: form.id }), "deleted");
    case "delete-facts":
      await deleteAllMemories(db, userId);
      return { kind: "saved", what: "deleted" };
  }
}

const factResult = (isFound: boolean, what: "fact" | "deleted"): InstructionsResult =>
  isFound ? { kind: "saved", what } : { kind: "not_found" };
