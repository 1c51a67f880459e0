import { z } from "zod";
import { Timestamp } from "#app/chatkit/protocol/common.ts";
import { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { Title } from "#app/chatkit/protocol/requests.ts";
import { pageOf, ThreadStatus } from "#app/chatkit/protocol/threads.ts";

/** What the REST routes take and answer. The document of the API is made from these schemas. */

/** A thread in REST responses. */
export const RestThread = z.object({
  id: z.string(),
  title: z.string().optional(),
  created_at: Timestamp,
  updated_at: Timestamp,
  status: ThreadStatus,
  allowed_image_domains: z
    .array(z.string())
    .optional()
    .describe("Hosts of images that answers may show. Absent: the client's defaults."),
  active_run_id: z
    .string()
    .optional()
    .describe("The run in progress, to be followed at `/api/chatkit/runs/{runId}/events`."),
});
export type RestThread = z.infer<typeof RestThread>;

/** A thread with its first page of items, oldest first. */
export const RestThreadWithItems = RestThread.extend({ items: pageOf(ThreadItem) });

/** Body of `POST /api/chatkit/threads`. */
export const NewThread = z.object({ title: Title.optional() });

/** Body of `PATCH /api/chatkit/threads/:id`. The protocol validates the title. */
export const threadChanges = <Schema extends z.ZodType>(title: Schema) => z.object({ title });

/** Body of `POST /api/chatkit/messages`: `input` is the protocol's `UserMessageInput`, `text` its short form. */
export const newMessage = <Schema extends z.ZodType>(input: Schema) =>
  z.union([
    z.object({ thread_id: z.string().nullish(), input }),
    z.object({ thread_id: z.string().nullish(), text: z.string() }),
  ]);

/** Answer of `POST /api/chatkit/messages` to a client that waits for the end. */
export const TurnResult = z.object({
  thread: RestThread,
  items: z
    .array(ThreadItem)
    .describe("The items that the turn stored, in order: the user's message, then the answer."),
  error: z
    .object({ code: z.string(), message: z.string().optional(), allow_retry: z.boolean() })
    .optional()
    .describe("Why there is no answer, or only a part of one."),
});
export type TurnResult = z.infer<typeof TurnResult>;

/** Answer of `POST /api/chatkit/runs/:id/stop`. */
export const StoppingRun = z.object({ id: z.string(), stopping: z.literal(true) });
