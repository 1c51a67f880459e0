import type { McpServer } from "@modelcontextprotocol/server";
import { type FunctionTool, RunContext } from "@openai/agents";
import { z } from "zod";
import { NewTask, TaskChanges } from "#app/assistant/agent/tools/task-record.ts";
import { taskTools } from "#app/assistant/agent/tools/task-tools.ts";
import { getDatabase } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import type { McpUser } from "./user.ts";

const id = z.string().describe("The task's id, as list_tasks gives it");

interface Exposed {
  title: string;
  input: z.ZodObject;
  isReading?: boolean;
  isDestructive?: boolean;
}

/** The assistant's tools that other programs get, too. Their descriptions are the assistant's. */
const EXPOSED: Readonly<Record<string, Exposed>> = {
  list_tasks: {
    title: "List tasks",
    input: z.object({ state: z.enum(["open", "completed", "all"]) }),
    isReading: true,
  },
  create_task: { title: "Add a task", input: NewTask },
  update_task: { title: "Change a task", input: z.object({ id, ...TaskChanges.shape }) },
  complete_task: { title: "Complete a task", input: z.object({ id }) },
  reopen_task: { title: "Reopen a task", input: z.object({ id }) },
  delete_task: { title: "Delete a task", input: z.object({ id }), isDestructive: true },
};

/** Adds the tools for the user's tasks. */
export async function addTaskTools(server: McpServer, { userId, canWrite, local }: McpUser): Promise<void> {
  const { db } = await getDatabase();
  const now = new Date().toISOString();
  const tools = taskTools({
    db,
    currentUser: async () => userId,
    // Nothing is written into a conversation.
    thread: { id: "", created_at: now, status: { type: "active" }, metadata: {} },
    newId: () => newId("mcp"),
    emit: () => {},
    changed: new Map(),
    answers: new Map(),
    signal: new AbortController().signal,
    ...local,
  });
  for (const tool of tools) {
    const exposed = EXPOSED[tool.name];
    if (!exposed || (!exposed.isReading && !canWrite)) continue;
    const { title, input, isReading = false, isDestructive = false } = exposed;
    server.registerTool(
      tool.name,
      {
        title,
        description: tool.description,
        inputSchema: input,
        annotations: { readOnlyHint: isReading, destructiveHint: isDestructive, openWorldHint: false },
      },
      async (given) => resultOf(await invoke(tool, given)),
    );
  }
}

async function invoke(tool: Pick<FunctionTool, "invoke">, input: unknown): Promise<string> {
  return String(await tool.invoke(new RunContext(), JSON.stringify(input)));
}

/** The tools say what went wrong as `{error}`. */
function resultOf(text: string) {
  return { content: [{ type: "text" as const, text }], isError: text.startsWith('{"error":') };
}
