import { z } from "zod";

interface Header {
  description: string;
  schema: z.ZodType;
}

/** Parameters in paths. */
export const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  threadId: "The id of a thread.",
  itemId: "The id of an item of the thread.",
  entityId: "The id of a task or a thread.",
  attachmentId: "The id of an attachment.",
  runId: "The id of a run, as in the header `x-chatkit-run-id` or in a thread's `active_run_id`.",
};

/** Headers that requests may have. */
export const REQUEST_HEADERS: Readonly<Record<string, Header>> = {
  "idempotency-key": {
    description: "One for each logical send. A repeat with the same key gets the turn that exists.",
    schema: z.string().max(255),
  },
  "chatkit-frame-instance-id": {
    description: "ChatKit sends it. Repeats of a send without an idempotency key are recognised by it.",
    schema: z.string(),
  },
  "x-chatkit-run-control": {
    description:
      "With `explicit`, an answer goes on when its connection ends, until it is stopped by id. Without it, it ends with the connection.",
    schema: z.literal("explicit"),
  },
  "x-chat-temporary": {
    description: "With `1`, a thread that the request creates is listed nowhere, and deleted after a day.",
    schema: z.literal("1"),
  },
  "x-time-zone": {
    description: "The user's time zone as an IANA name. Without it, dates are read in UTC.",
    schema: z.string(),
  },
  "last-event-id": {
    description: "The id of the last event that the client has. Events after it are sent.",
    schema: z.int().nonnegative(),
  },
};

/** Headers that responses have. */
export const RESPONSE_HEADERS: Readonly<Record<string, Header>> = {
  "x-request-id": { description: "Names the request in the server's log.", schema: z.string() },
  "x-chatkit-run-id": { description: "The run that the stream follows.", schema: z.string() },
  "retry-after": {
    description: "Seconds after which the request may be sent again.",
    schema: z.int().positive(),
  },
  "set-cookie": { description: "The session cookie.", schema: z.string() },
};
