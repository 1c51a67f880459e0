import { Client, StreamableHTTPClientTransport, type Transport } from "@modelcontextprotocol/client";
import { getDefaultEnvironment, StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { ToolServerConfig } from "#app/env-tool-servers.ts";
import { log } from "#app/log.server.ts";
import { resultText } from "./result-text.ts";

const CONNECT_MS = 10_000;
/** After a server couldn't be reached, turns go on without it for so long. */
const REST_MS = 30_000;
/** Longest message of a server, in bytes. */
const MAX_MESSAGE = 2_000_000;
const MAX_TOOLS = 64;
const MAX_DESCRIPTION = 2_000;
/** Of the description of a tool's input, as JSON: every turn sends it to the model. */
const MAX_SCHEMA = 20_000;

/** A tool of a server, as the server describes it. */
export interface ServerTool {
  server: string;
  name: string;
  title: string;
  description: string;
  inputSchema: Record<string, unknown>;
  /** Whether it runs without a question to the user. */
  isAllowed: boolean;
}

export interface ToolResult {
  text: string;
  isError: boolean;
}

/** One tool server, connected at its first use, and again after the connection was lost. */
export class Connection {
  readonly config: ToolServerConfig;
  #client: Promise<Client> | undefined;
  #tools: Promise<ServerTool[]> | undefined;
  #restsUntil = 0;

  constructor(config: ToolServerConfig) {
    this.config = config;
  }

  /** The tools that the configuration allows. @throws when the server can't be reached */
  async tools(): Promise<ServerTool[]> {
    if (Date.now() < this.#restsUntil) throw new Error("the server couldn't be reached a moment ago");
    this.#tools ??= this.#list();
    try {
      return await this.#tools;
    } catch (error) {
      this.#forget();
      this.#restsUntil = Date.now() + REST_MS;
      log.warn({ server: this.config.name, err: error }, "a tool server can't be reached");
      throw error;
    }
  }

  /** Calls a tool. It never throws: what goes wrong is said in the result. */
  async call(name: string, input: Record<string, unknown>, signal: AbortSignal): Promise<ToolResult> {
    const { timeoutMs } = this.config;
    try {
      const client = await this.#connected();
      const options = { timeout: timeoutMs, maxTotalTimeout: timeoutMs, signal };
      const result = await client.callTool({ name, arguments: input }, options);
      return { text: resultText(result) || "(no output)", isError: result.isError === true };
    } catch (error) {
      if (!signal.aborted) log.warn({ server: this.config.name, tool: name, err: error }, "a tool failed");
      const why = error instanceof Error ? error.message.slice(0, 300) : "unknown error";
      return { text: `The tool failed: ${why}`, isError: true };
    }
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    this.#forget();
    await client?.close();
  }

  #forget(): void {
    this.#client = undefined;
    this.#tools = undefined;
  }

  #connected(): Promise<Client> {
    this.#client ??= this.#connect();
    return this.#client;
  }

  async #connect(): Promise<Client> {
    const client = new Client(
      { name: "chat", version: "1" },
      { versionNegotiation: { mode: "auto", probe: { timeoutMs: CONNECT_MS } } },
    );
    client.onclose = () => this.#forget();
    try {
      await client.connect(transportOf(this.config), { timeout: CONNECT_MS });
    } catch (error) {
      this.#forget();
      await client.close().catch(() => undefined);
      throw error;
    }
    return client;
  }

  async #list(): Promise<ServerTool[]> {
    const client = await this.#connected();
    const { tools } = await client.listTools(undefined, { timeout: CONNECT_MS });
    const { name: server, tools: allowed, alwaysAllow } = this.config;
    return tools
      .filter(({ name }) => allowed?.includes(name) ?? true)
      .filter(({ inputSchema }) => JSON.stringify(inputSchema).length <= MAX_SCHEMA)
      .slice(0, MAX_TOOLS)
      .map(({ name, title, description, inputSchema, annotations }) => ({
        server,
        name,
        title: annotations?.title ?? title ?? name,
        description: (description ?? "").slice(0, MAX_DESCRIPTION),
        inputSchema,
        isAllowed: annotations?.readOnlyHint === true || alwaysAllow.includes(name),
      }));
  }
}

function transportOf({ transport, name }: ToolServerConfig): Transport {
  if (transport.kind === "http") {
    const { url, headers } = transport;
    return new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
  }
  const { command, args, env, cwd } = transport;
  const stdio = new StdioClientTransport({
    command,
    args,
    // Nothing of ours but what a program needs to run: no keys, no database.
    env: { ...getDefaultEnvironment(), ...env },
    ...(cwd && { cwd }),
    stderr: "pipe",
    maxBufferSize: MAX_MESSAGE,
  });
  stdio.stderr?.on("data", (chunk: Buffer) => {
    log.debug({ server: name, line: chunk.toString("utf8").slice(0, 500) }, "a tool server says");
  });
  return stdio;
}
