import { z } from "zod";
import { NewThread, RestThread, RestThreadWithItems, threadChanges } from "#app/chat/rest-schemas.ts";
import { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { FeedbackKind, Title } from "#app/chatkit/protocol/requests.ts";
import { pageOf } from "#app/chatkit/protocol/threads.ts";
import { isHidden } from "#app/chatkit/transcript.ts";
import { PageQuery } from "#app/http/parse-input.ts";
import { named } from "../components.server.ts";
import type { Operation } from "../operation.ts";
import { ItemPage } from "./protocol.server.ts";

const json = (schema: z.ZodType) => [{ type: "application/json", schema }];

named("RestThread", RestThread);

/** What the instant view gets with an item, besides the item itself. */
const viewed = {
  html: z
    .string()
    .optional()
    .describe("The sanitised rendering: HTML of an answer, JSON with the HTML of its Markdown for a widget."),
  feedback: FeedbackKind.optional().describe("The caller's rating of the answer."),
  versions: z
    .object({
      position: z.int().describe("From 1, the oldest."),
      count: z.int(),
      previous: z.string().nullable(),
      next: z.string().nullable(),
    })
    .optional()
    .describe("The versions that this is the first item of, after an edit or a retry."),
};
const ViewedItem = named(
  "ViewedItem",
  z.union(
    ThreadItem.options
      .filter((option) => !isHidden({ type: option.shape.type.value }))
      .map((option: z.ZodObject) => option.extend(viewed)),
  ),
);
const ItemsPage = named("ItemPageOrViewed", z.union([ItemPage, named("ViewedItemPage", pageOf(ViewedItem))]));
const ItemQuery = PageQuery.omit({ q: true });

/** Threads and their items. */
export const threadOperations: readonly Operation[] = [
  {
    id: "listThreads",
    method: "get",
    path: "/api/chatkit/threads",
    tag: "Threads",
    summary: "List or search threads",
    access: "token",
    query: PageQuery,
    answers: {
      200: {
        description: "A page of the user's threads, by creation.",
        content: json(named("RestThreadPage", pageOf(RestThread))),
      },
    },
    errors: [400, 401, 404, 429],
    example: { query: "q=milk&limit=5" },
  },
  {
    id: "createThread",
    method: "post",
    path: "/api/chatkit/threads",
    tag: "Threads",
    summary: "Create an empty thread",
    description: "For a client that needs its id before the first message. A message creates one, too.",
    access: "token",
    body: { schema: named("NewThread", NewThread), isOptional: true },
    answers: { 201: { description: "The thread.", content: json(RestThread) } },
    errors: [400, 401, 413, 415],
    example: { body: { title: "Groceries" } },
  },
  {
    id: "getThread",
    method: "get",
    path: "/api/chatkit/threads/{threadId}",
    tag: "Threads",
    summary: "Get a thread with its first items",
    access: "token",
    answers: {
      200: {
        description: "The thread, and its first page of items, oldest first.",
        content: json(named("RestThreadWithItems", RestThreadWithItems)),
      },
    },
    errors: [401, 404],
    example: {},
  },
  {
    id: "renameThread",
    method: "patch",
    path: "/api/chatkit/threads/{threadId}",
    tag: "Threads",
    summary: "Rename a thread",
    access: "token",
    body: { schema: named("ThreadChanges", threadChanges(Title)) },
    answers: { 200: { description: "The thread.", content: json(RestThread) } },
    errors: [400, 401, 404, 413, 415],
    example: { body: { title: "Milk and bread" } },
  },
  {
    id: "listItems",
    method: "get",
    path: "/api/chatkit/threads/{threadId}/items",
    tag: "Threads",
    summary: "List a thread's items",
    access: "token",
    query: ItemQuery.extend({
      include: z.literal("html").optional().describe("With `html`: adds renderings, ratings and versions."),
    }),
    answers: { 200: { description: "A page of items.", content: json(ItemsPage) } },
    errors: [400, 401, 404],
    example: { query: "order=asc&limit=50" },
  },
  {
    id: "withdrawFeedback",
    method: "delete",
    path: "/api/chatkit/threads/{threadId}/items/{itemId}/feedback",
    tag: "Threads",
    summary: "Withdraw the rating of an answer",
    description: "Ratings are given by the protocol's `items.feedback`.",
    access: "token",
    answers: { 204: { description: "There is no rating any more." } },
    errors: [401, 404],
    example: {},
  },
  {
    id: "deleteThread",
    method: "delete",
    path: "/api/chatkit/threads/{threadId}",
    tag: "Threads",
    summary: "Delete a thread",
    description: "Its answer is stopped. For 30 days it can be restored, in the history page.",
    access: "token",
    answers: { 204: { description: "It is deleted." } },
    errors: [401, 404],
    example: {},
  },
];
