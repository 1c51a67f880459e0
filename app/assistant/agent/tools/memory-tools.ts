import { turnTool } from "./turn-tool.ts";
import { z } from "zod";
import { addMemory, deleteMemory, MAX_MEMORIES } from "#db/queries/memories.ts";
import type { ToolContext } from "./task-tools.ts";

const MAX_FACT = 300;

/** The tools with which the model keeps facts about the user. They are there only while the user's memory is on. */
export function memoryTools({ db, currentUser, emit }: ToolContext) {
  return [
    turnTool({
      name: "remember",
      description:
        "Keeps a fact about the user for all later conversations. The user can see, change and delete it.",
      parameters: z.object({
        fact: z.string().describe("One short sentence about the user, which can be understood by itself"),
      }),
      async execute({ fact }) {
        const text = fact.trim().replace(/\s+/g, " ");
        if (text === "" || text.length > MAX_FACT) return `Error: a fact has 1 to ${MAX_FACT} characters.`;
        const kept = await addMemory(db, { userId: await currentUser(), text });
        if (!kept) return `Error: there are ${MAX_MEMORIES} facts, which is the most. Forget one first.`;
        emit({ type: "notice", level: "info", title: "Remembered", message: text });
        return JSON.stringify({ remembered: kept.text, id: kept.id });
      },
    }),
    turnTool({
      name: "forget",
      description: "Deletes a fact about the user.",
      parameters: z.object({ id: z.string().describe("The fact's id, such as mem_…") }),
      async execute({ id }) {
        const isDeleted = await deleteMemory(db, { userId: await currentUser(), id });
        if (!isDeleted) return "Error: there is no such fact.";
        emit({ type: "notice", level: "info", message: "Forgotten." });
        return "Forgotten.";
      },
    }),
  ];
}
