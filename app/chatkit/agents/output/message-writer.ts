import type { Annotation } from "../../protocol/annotations.ts";
import type { ThreadStreamEvent } from "../../protocol/events.ts";
import type { AssistantMessageContent } from "../../protocol/items.ts";
import type { ThreadItemUpdate } from "../../protocol/updates.ts";
import { JoinedWords } from "../../joined-words.ts";
import { emptyMessage } from "../../messages.ts";
import { distinct } from "./annotations.ts";

type Events = Generator<ThreadStreamEvent>;

const empty = (): AssistantMessageContent => ({ type: "output_text", text: "", annotations: [] });

/** Writes the events of a message of one or several parts. */
export class MessageWriter {
  readonly #item;
  /** Finds the things that a text names, as annotations. */
  readonly #referred: (text: string) => Annotation[];
  /** Parts, to which the last words are yet to be added. */
  #parts: AssistantMessageContent[] = [];
  readonly #words = new JoinedWords();
  /** The part that the words are for. */
  #current = 0;

  constructor(id: string, threadId: string, referred: (text: string) => Annotation[] = () => []) {
    this.#item = emptyMessage({ id, threadId });
    this.#referred = referred;
  }

  *open(): Events {
    yield { type: "thread.item.added", item: this.#item };
  }

  *delta(index: number, delta: string): Events {
    yield* this.#part(index);
    if (this.#current !== index || this.#words.isFull) this.#settle();
    this.#current = index;
    this.#words.add(delta);
    yield this.#update({
      type: "assistant_message.content_part.text_delta",
      content_index: index,
      delta,
    });
  }

  *annotate(index: number, annotation: Annotation): Events {
    const part = yield* this.#part(index);
    const { length } = part.annotations;
    const annotations = distinct([...part.annotations, annotation]);
    if (annotations.length === length) return;
    part.annotations = annotations;
    yield this.#update({
      type: "assistant_message.content_part.annotation_added",
      content_index: index,
      // Not the model's own index, which also counts citations that can't be shown.
      annotation_index: length,
      annotation,
    });
  }

  /** Finishes a part. The event includes its annotations, because it replaces the part. */
  *partDone(index: number, text: string): Events {
    const part = yield* this.#part(index);
    this.#settle();
    part.text = text;
    for (const annotation of this.#referred(text)) yield* this.annotate(index, annotation);
    yield this.#update({
      type: "assistant_message.content_part.done",
      content_index: index,
      content: structuredClone(part),
    });
  }

  /** @param whole the final parts, when they are known; the streamed ones otherwise */
  *end(whole: AssistantMessageContent[] = []): Events {
    this.#settle();
    const said = whole.length > 0 ? whole : this.#parts;
    const content: AssistantMessageContent[] = [];
    for (const [index, part] of said.entries()) {
      const referred = this.#referred(part.text);
      for (const annotation of referred) yield* this.annotate(index, annotation);
      content.push({ ...part, annotations: distinct([...part.annotations, ...referred]) });
    }
    yield { type: "thread.item.done", item: { ...this.#item, content } };
  }

  #settle(): void {
    const part = this.#parts[this.#current];
    if (part) part.text += this.#words.take();
  }

  /** Returns the part with this index. Adds it, and those before it, when missing. */
  *#part(index: number): Generator<ThreadStreamEvent, AssistantMessageContent> {
    for (;;) {
      const part = this.#parts[index];
      if (part) return part;
      const content_index = this.#parts.push(empty()) - 1;
      yield this.#update({
        type: "assistant_message.content_part.added",
        content_index,
        content: empty(),
      });
    }
  }

  #update(update: ThreadItemUpdate): ThreadStreamEvent {
    return { type: "thread.item.updated", item_id: this.#item.id, update };
  }
}
