import { setTimeout as delay } from "node:timers/promises";
import { addMessage, createThread, eventsOf, signUp, type Person } from "#tests/support/api-client.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Random } from "./random.ts";

/** A turn that takes longer hasn't ended. */
export const TURN_LIMIT_MS = 60_000;

export interface Sent {
  mark: string;
  /** The items that the server has acknowledged, by id, with their text. */
  acknowledged: Map<string, string>;
  /** Until the stream ended, in milliseconds. Undefined when it didn't. */
  ms: number | undefined;
  /** Times that the send was repeated with its key, because a response broke off or was refused. */
  repeats: number;
}

let marks = 0;

/** A user who sends message after message until `isOver`, as the page does: with a key, and again when it breaks. */
export async function chat(url: string, random: Random, isOver: () => boolean, sent: Sent[]): Promise<void> {
  const person = await insist(() => signUp(url));
  let threadId: string | undefined;
  while (!isOver()) {
    const record: Sent = { mark: `mark-${++marks}`, acknowledged: new Map(), ms: undefined, repeats: 0 };
    sent.push(record);
    // A conversation now and then begins anew.
    if (random.next() < 0.3) threadId = undefined;
    threadId = (await send(person, threadId, record)) ?? threadId;
    await delay(random.between(50, 500));
  }
}

async function send(person: Person, threadId: string | undefined, record: Sent): Promise<string | undefined> {
  const start = Date.now();
  const text = `Tell me about ${record.mark}`;
  const body = threadId === undefined ? createThread(text) : addMessage(threadId, text);
  const headers = { "idempotency-key": crypto.randomUUID(), "x-chatkit-run-control": "explicit" };
  let thread = threadId;
  for (; Date.now() - start < TURN_LIMIT_MS; record.repeats++) {
    try {
      const response = await person.chatkit(body, {
        headers,
        signal: AbortSignal.timeout(TURN_LIMIT_MS - (Date.now() - start)),
      });
      for await (const { event } of eventsOf(response)) {
        if (event.type === "thread.created") thread = event.thread.id;
        if (event.type === "thread.item.done") record.acknowledged.set(event.item.id, textOf(event.item));
        if (event.type === "thread.item.removed") record.acknowledged.delete(event.item_id);
      }
      record.ms = Date.now() - start;
      return thread;
    } catch {
      // A refused or broken response: the page repeats the send with its key.
      await delay(300);
    }
  }
  return thread;
}

export function textOf(item: ThreadItem): string {
  return item.type === "user_message" || item.type === "assistant_message"
    ? item.content.map((part) => ("text" in part ? part.text : "")).join("\n\n")
    : "";
}

async function insist<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt > 100) throw error;
      await delay(300);
    }
  }
}
