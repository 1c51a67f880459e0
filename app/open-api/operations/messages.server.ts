import { z } from "zod";
import { newMessage, StoppingRun, TurnResult } from "#app/chat/rest-schemas.ts";
import { UserMessageInput } from "#app/chatkit/protocol/user-input.ts";
import { PageQuery } from "#app/http/parse-input.ts";
import { named } from "../components.server.ts";
import type { Operation } from "../operation.ts";
import { eventStream, ItemPage } from "./protocol.server.ts";

const json = (schema: z.ZodType) => [{ type: "application/json", schema }];

/** Messages, and the runs that answer them. */
export const messageOperations: readonly Operation[] = [
  {
    id: "sendMessage",
    method: "post",
    path: "/api/chatkit/messages",
    tag: "Messages",
    summary: "Send a message",
    description:
      "Without a `thread_id` it creates a thread. With `accept: text/event-stream` the answer is streamed; otherwise the response waits for its end.",
    access: "token",
    headers: ["idempotency-key", "x-chatkit-run-control", "x-time-zone"],
    body: { schema: named("NewMessage", newMessage(UserMessageInput)) },
    answers: {
      200: {
        description: "The thread with the new items, or a stream, by the `accept` header.",
        content: [...json(named("TurnResult", TurnResult)), eventStream],
        headers: ["x-chatkit-run-id"],
      },
    },
    errors: [400, 401, 404, 409, 413, 415, 429],
    example: { body: { thread_id: "$thread", text: "List tasks" } },
  },
  {
    id: "listMessages",
    method: "get",
    path: "/api/chatkit/messages",
    tag: "Messages",
    summary: "List the items of a thread",
    access: "token",
    query: PageQuery.omit({ q: true }).extend({ thread_id: z.string().describe("The id of a thread.") }),
    answers: { 200: { description: "A page of items.", content: json(ItemPage) } },
    errors: [400, 401, 404],
    example: { query: "thread_id=$thread" },
  },
  {
    id: "followRun",
    method: "get",
    path: "/api/chatkit/runs/{runId}/events",
    tag: "Runs",
    summary: "Follow a run",
    description:
      "The events of an answer from its beginning or after `Last-Event-ID`, whichever process works on it. Each has an `id`.",
    access: "token",
    headers: ["last-event-id"],
    answers: {
      200: { description: "A stream of events.", content: [eventStream], headers: ["x-chatkit-run-id"] },
    },
    errors: [400, 401, 404],
    example: { curl: "-N" },
  },
  {
    id: "stopRun",
    method: "post",
    path: "/api/chatkit/runs/{runId}/stop",
    tag: "Runs",
    summary: "Stop a run",
    description:
      "What there is of the answer is kept. A run can be stopped by its idempotency key, too, for a stop that comes before the run's id is known.",
    access: "token",
    answers: {
      202: {
        description: "It is being stopped, or has ended already.",
        content: json(named("StoppingRun", StoppingRun)),
      },
    },
    errors: [401, 404],
    example: {},
  },
];
