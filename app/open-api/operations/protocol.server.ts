import { z } from "zod";
import { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { ChatKitRequest, nonStreamingRequests, streamingRequests } from "#app/chatkit/protocol/requests.ts";
import { pageOf, Thread } from "#app/chatkit/protocol/threads.ts";
import { named } from "../components.server.ts";
import type { Content, Operation } from "../operation.ts";

export const ItemPage = named("ItemPage", pageOf(ThreadItem));
const ChatKitAnswer = named(
  "ChatKitAnswer",
  z
    .union([
      Thread,
      named("ThreadPage", pageOf(Thread)),
      ItemPage,
      Attachment,
      named("UpdatedItem", z.object({ updated_item: ThreadItem.optional() })),
      named("Transcription", z.object({ text: z.string() })),
    ])
    .describe("What a request answers that asks for no stream; the request's type says which of these."),
);

/** A stream of the protocol's events. */
export const eventStream: Content = { type: "text/event-stream", schema: ThreadStreamEvent };

const names = (requests: readonly { shape: { type: { value: string } } }[]) =>
  requests.map((request) => `\`${request.shape.type.value}\``).join(", ");

/** One route for all that ChatKit asks. */
export const protocolOperations: readonly Operation[] = [
  {
    id: "chatkit",
    method: "post",
    path: "/api/chatkit",
    tag: "ChatKit",
    summary: "Speak the ChatKit protocol",
    description: [
      "The one address that ChatKit has; programs may use it, too.",
      `Answered by a stream of events: ${names(streamingRequests)}.`,
      `Answered by JSON: ${names(nonStreamingRequests)}. Dictation isn't available, and answers 501.`,
      "A request that asks for a stream is never answered by a 5xx: a failure of the server is an `error` event.",
    ].join("\n\n"),
    access: "token",
    headers: [
      "idempotency-key",
      "chatkit-frame-instance-id",
      "x-chatkit-run-control",
      "x-chat-temporary",
      "x-time-zone",
    ],
    body: { schema: ChatKitRequest },
    answers: {
      200: {
        description: "JSON, or a stream, by the type of the request.",
        content: [{ type: "application/json", schema: ChatKitAnswer }, eventStream],
        headers: ["x-chatkit-run-id"],
      },
    },
    errors: [400, 401, 404, 409, 413, 415, 429, 501],
    example: {
      body: {
        type: "threads.create",
        params: {
          input: {
            content: [{ type: "input_text", text: "Buy milk tomorrow at 5pm" }],
            attachments: [],
            inference_options: {},
          },
        },
      },
      curl: "-N",
    },
  },
];
