import type { ArgsDef } from "citty";
import { z } from "zod";
import { commands } from "#app/admin/commands.server.ts";

interface CommandHelp {
  name: string;
  summary: string;
  args: ArgsDef;
}

/** Options that are written without their name, of all commands or of one. */
const POSITIONAL: ReadonlySet<string> = new Set([
  "user",
  "id",
  "file",
  "users.create email",
  "users.role role",
]);

/** The commands with their options, from the fields of their input. */
export const commandHelp: CommandHelp[] = Object.entries(commands).map(([name, { summary, input }]) => ({
  name,
  summary,
  args: Object.fromEntries(
    Object.entries(input.shape).map(([field, schema]) => [field, argOf(name, field, schema)]),
  ),
}));

function argOf(command: string, field: string, schema: z.ZodType): ArgsDef[string] {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const fallback = json.default;
  const description = [
    schema.description,
    fallback === undefined ? undefined : `(${JSON.stringify(fallback)})`,
  ]
    .filter(Boolean)
    .join(" ");
  if (json.type === "boolean" || json.const === true) return { type: "boolean", description };
  const isPositional = POSITIONAL.has(field) || POSITIONAL.has(`${command} ${field}`);
  const required = !schema.safeParse(undefined).success;
  return { type: isPositional ? "positional" : "string", description, required };
}
