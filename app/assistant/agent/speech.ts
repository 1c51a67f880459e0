import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import { answerDelta, closeAnswer, emptyAnswer, openAnswer } from "../say.ts";

/** Turns text that comes in pieces into the events of assistant messages, each begun with its first piece. */
export class Speech {
  #current: { item: AssistantMessageItem; text: string } | undefined;
  /** Whether anything has been said. */
  hasSpoken = false;
  readonly #threadId: string;
  readonly #newId: () => string;

  constructor(threadId: string, newId: () => string) {
    this.#threadId = threadId;
    this.#newId = newId;
  }

  *delta(text: string): Generator<ThreadStreamEvent> {
    if (text === "") return;
    if (!this.#current) {
      this.#current = { item: emptyAnswer(this.#newId(), this.#threadId, new Date()), text: "" };
      yield* openAnswer(this.#current.item);
    }
    this.#current.text += text;
    this.hasSpoken ||= text.trim() !== "";
    yield answerDelta(this.#current.item, text);
  }

  /** Ends the message that is being said, if there is one. */
  *end(): Generator<ThreadStreamEvent> {
    if (!this.#current) return;
    const { item, text } = this.#current;
    this.#current = undefined;
    yield* closeAnswer(item, text);
  }
}
