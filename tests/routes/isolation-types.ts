import { userInput } from "#tests/support/api-client.ts";
import type { Victim } from "./isolation-requests.ts";

/** Every type of the protocol's requests, with its params. */
export const typeAttempts: Readonly<Record<string, (victim: Victim) => { params: object; other: number }>> = {
  "threads.create": ({ attachment }) => ({
    params: { input: { ...userInput("Hello"), attachments: [attachment] } },
    other: 404,
  }),
  "threads.add_user_message": ({ thread }) => ({
    params: { thread_id: thread, input: userInput("Hello") },
    other: 404,
  }),
  "threads.add_client_tool_output": ({ thread }) => ({
    params: { thread_id: thread, result: 1 },
    other: 404,
  }),
  "threads.add_structured_input": ({ thread, item }) => ({
    params: { thread_id: thread, item_id: item, input: { status: "skipped" } },
    other: 404,
  }),
  "threads.retry_after_item": ({ thread, item }) => ({
    params: { thread_id: thread, item_id: item, input: userInput("Mine") },
    other: 404,
  }),
  "threads.custom_action": ({ thread, answer }) => ({
    params: { thread_id: thread, item_id: answer, action: { type: "complete", payload: {} } },
    other: 404,
  }),
  "threads.get_by_id": ({ thread }) => ({ params: { thread_id: thread }, other: 404 }),
  "threads.list": () => ({ params: {}, other: 200 }),
  "threads.update": ({ thread }) => ({ params: { thread_id: thread, title: "Mine" }, other: 404 }),
  "threads.delete": ({ thread }) => ({ params: { thread_id: thread }, other: 404 }),
  "threads.sync_custom_action": ({ thread, answer }) => ({
    params: { thread_id: thread, item_id: answer, action: { type: "complete", payload: {} } },
    other: 404,
  }),
  "items.list": ({ thread }) => ({ params: { thread_id: thread }, other: 404 }),
  "items.feedback": ({ thread, answer }) => ({
    params: { thread_id: thread, item_ids: [answer], kind: "negative" },
    other: 404,
  }),
  "attachments.create": () => ({ params: { name: "a", size: 1, mime_type: "text/plain" }, other: 200 }),
  "attachments.delete": ({ attachment }) => ({ params: { attachment_id: attachment }, other: 404 }),
  "input.transcribe": () => ({ params: { audio_base64: "", mime_type: "audio/webm" }, other: 501 }),
};
