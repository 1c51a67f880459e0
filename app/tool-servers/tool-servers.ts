import type { ToolServerConfig } from "#app/env-tool-servers.ts";
import { Connection, type ServerTool, type ToolResult } from "./connection.ts";

/** A turn doesn't wait longer than this for a server that is slow to connect, in milliseconds. */
const PATIENCE_MS = 5_000;

/** What a turn has of the tool servers. */
export interface OfferedTools {
  tools: ServerTool[];
  /** The servers that can't be reached now. */
  missing: string[];
}

export interface ToolServers {
  offered(options: { isGuest: boolean }): Promise<OfferedTools>;
  /** Never throws. */
  call(tool: ServerTool, input: Record<string, unknown>, signal: AbortSignal): Promise<ToolResult>;
  close(): Promise<void>;
}

const open = new Set<ToolServers>();

/** The configured servers. They are connected when a turn first needs them. */
export function createToolServers(configs: readonly ToolServerConfig[]): ToolServers {
  const connections = new Map(configs.map((config) => [config.name, new Connection(config)]));
  const servers: ToolServers = {
    async offered({ isGuest }) {
      const usable = [...connections.values()].filter(({ config }) => !isGuest || config.guests);
      const lists = await Promise.allSettled(usable.map((connection) => inTime(connection.tools())));
      return {
        tools: lists.flatMap((list) => (list.status === "fulfilled" ? list.value : [])),
        missing: usable.flatMap(({ config }, index) =>
          lists[index]?.status === "rejected" ? config.name : [],
        ),
      };
    },
    async call(tool, input, signal) {
      const connection = connections.get(tool.server);
      return connection
        ? connection.call(tool.name, input, signal)
        : { text: "There is no such tool server.", isError: true };
    },
    async close() {
      open.delete(servers);
      await Promise.all([...connections.values()].map((connection) => connection.close()));
    },
  };
  open.add(servers);
  return servers;
}

/** Ends all connections of this process, and the programs that it has started for them. */
export async function closeToolServers(): Promise<void> {
  await Promise.allSettled([...open].map((servers) => servers.close()));
}

function inTime<T>(promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("too slow")), PATIENCE_MS);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
