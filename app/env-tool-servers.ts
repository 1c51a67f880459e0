import { readFileSync } from "node:fs";
import { z } from "zod";
import { EnvError } from "./env-fields.ts";

/** A server of tools for the model, which speaks the Model Context Protocol (MCP). */
export interface ToolServerConfig {
  name: string;
  transport:
    | { kind: "stdio"; command: string; args: string[]; env: Record<string, string>; cwd: string | undefined }
    | { kind: "http"; url: string; headers: Record<string, string> };
  /** The tools that may be used; undefined for all. */
  tools: string[] | undefined;
  /** Tools that run without a question to the user, beside those that only read. */
  alwaysAllow: string[];
  /** For one call, in milliseconds. */
  timeoutMs: number;
  /** Whether guests may use it, too. */
  guests: boolean;
}

const DEFAULT_TIMEOUT_S = 30;
const texts = z.record(z.string(), z.string()).default({});
const common = {
  disabled: z.boolean().default(false),
  tools: z.array(z.string()).optional(),
  alwaysAllow: z.array(z.string()).default([]),
  timeout: z.number().min(1).max(600).default(DEFAULT_TIMEOUT_S),
  guests: z.boolean().default(false),
};
const Stdio = z.strictObject({
  type: z.literal("stdio").optional(),
  command: z.string().min(1),
  args: z.array(z.string()).default([]),
  env: texts,
  cwd: z.string().optional(),
  ...common,
});
const Http = z.strictObject({
  type: z.enum(["http", "streamable-http"]).optional(),
  url: z.url({ protocol: /^https?$/ }),
  headers: texts,
  ...common,
});
/** As other programs write it, with `tools`, `alwaysAllow`, `timeout` (seconds) and `guests` of ours. */
const File = z.object({
  mcpServers: z.record(
    z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,24}$/, "a server's name has 1 to 24 letters, digits, hyphens and underscores"),
    z.unknown(),
  ),
});

/**
 * The tool servers of the file that `MCP_SERVERS_FILE` names. `${NAME}` in `env`, `headers`, `args` and `url` stands for a
 * variable of the app's own environment.
 *
 * @throws {EnvError} with one line that names the server
 */
export function readToolServers(
  path: string,
  variables: Record<string, string | undefined>,
): ToolServerConfig[] {
  const file = File.safeParse(readJson(path));
  if (!file.success) throw wrong(path, file.error.issues[0]);
  return Object.entries(file.data.mcpServers).flatMap(([name, entry]) => {
    const isRemote = entry instanceof Object && "url" in entry;
    const parsed = (isRemote ? Http : Stdio).safeParse(filledIn(entry, name, variables));
    if (!parsed.success) throw wrong(path, parsed.error.issues[0], name);
    const { disabled, tools, alwaysAllow, timeout, guests, ...how } = parsed.data;
    if (disabled) return [];
    const transport: ToolServerConfig["transport"] =
      "url" in how
        ? { kind: "http", url: how.url, headers: how.headers }
        : { kind: "stdio", command: how.command, args: how.args, env: how.env, cwd: how.cwd };
    return { name, transport, tools, alwaysAllow, timeoutMs: timeout * 1000, guests };
  });
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new EnvError(`MCP_SERVERS_FILE: ${path} can't be read`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new EnvError(`MCP_SERVERS_FILE: ${path} is no JSON`);
  }
}

/** Fills `${NAME}` in, in all texts. */
function filledIn(value: unknown, server: string, variables: Record<string, string | undefined>): unknown {
  if (typeof value === "string") {
    return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
      const found = variables[name];
      if (found === undefined) throw new EnvError(`MCP_SERVERS_FILE: ${server} needs the variable ${name}`);
      return found;
    });
  }
  if (Array.isArray(value)) return value.map((one: unknown) => filledIn(one, server, variables));
  if (!(value instanceof Object)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, filledIn(one, server, variables)]),
  );
}

function wrong(path: string, issue: z.core.$ZodIssue | undefined, server?: string): EnvError {
  const place = [...(server ? [server] : []), ...(issue?.path ?? [])].join(".");
  return new EnvError(`MCP_SERVERS_FILE: ${place} ${issue?.message ?? "is not valid"} (${path})`);
}
