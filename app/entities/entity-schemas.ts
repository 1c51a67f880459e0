import { z } from "zod";

/** Query of `GET /api/chatkit/entities`. */
export const EntityQuery = z.object({
  q: z.string().max(200).default("").describe("A part of the title."),
});

/** `Entity` of `@openai/chatkit`. */
export const Entity = z.object({
  id: z.string(),
  title: z.string(),
  group: z.enum(["Tasks", "Conversations"]),
  icon: z.string(),
  interactive: z.literal(true).describe("ChatKit lets the user click and preview it."),
  data: z
    .object({ kind: z.enum(["task", "conversation"]) })
    .describe("Sent to the server with a message that mentions the entity."),
});
export type Entity = z.infer<typeof Entity>;
