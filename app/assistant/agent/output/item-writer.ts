import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { AssistantMessageContent } from "#app/chatkit/protocol/items.ts";
import type { Task, Workflow } from "#app/chatkit/protocol/workflows.ts";
import { isHidden } from "#app/chatkit/transcript.ts";
import { Message } from "./message-writer.ts";
import type { NarratedItem, NarrationOptions } from "./item-writer-options.ts";
import { Picture } from "./image-writer.ts";
import type { ImageCall, PartialImage } from "./response-events.ts";
import { Steps } from "./workflow-writer.ts";

type Events<Result = void> = Generator<ThreadStreamEvent, Result>;

/**
 * Tells what a model does as the events of a thread. One item is open at a time, so that items are finished
 * in the order in which they were begun: that is the order in which they are stored.
 */
export class Narration {
  /** Whether there is something to read or see. */
  hasSpoken = false;
  #open: Message | Steps | Picture | undefined;
  #told = new Set<string>();
  /** The workflow that shows a call, by the call's id. */
  #calls = new Map<string, Steps>();
  readonly #options: NarrationOptions;

  constructor(options: NarrationOptions) {
    this.#options = options;
  }

  /** Text of an answer, or of a part of it. An answer begins with its first piece: one that stays empty is none. */
  *say(text: string, part = 0): Events {
    if (text === "") return;
    this.hasSpoken ||= text.trim() !== "";
    yield* (yield* this.message()).delta(part, text);
  }

  *partSaid(index: number, text: string): Events {
    if (text === "" && !(this.#open instanceof Message)) return;
    this.hasSpoken ||= text.trim() !== "";
    yield* (yield* this.message()).partDone(index, text);
  }

  /** The model has ended a message; a server that doesn't stream says it all at once. */
  *messageSaid(content: AssistantMessageContent[] = []): Events {
    const text = content.map((part) => part.text).join("");
    this.hasSpoken ||= text.trim() !== "";
    if (text !== "") yield* this.message();
    if (this.#open instanceof Message) yield* this.end(content);
  }

  /** The open message, or a new one. */
  *message(): Events<Message> {
    if (this.#open instanceof Message) return this.#open;
    return yield* this.#begin("message", (id, { threadId, referred }) => new Message(id, threadId, referred));
  }

  /** The open workflow, or a new one of this type. */
  *steps(type: Workflow["type"]): Events<Steps> {
    if (this.#open instanceof Steps) return this.#open;
    return yield* this.#begin("workflow", (id, { threadId }) => new Steps(id, threadId, type));
  }

  /** Adds the task of a call to the open workflow, or changes it there. One that has ended stays as it is. */
  *task(callId: string, task: Task): Events {
    const steps = this.#calls.get(callId) ?? (yield* this.steps("custom"));
    this.#calls.set(callId, steps);
    if (steps === this.#open) yield* steps.put(callId, task);
  }

  /** One of our tools starts; thinking ends with it. */
  *toolCalled(callId: string, title: string): Events {
    if (this.#open instanceof Steps && this.#open.type === "reasoning") yield* this.end();
    yield* this.task(callId, { type: "custom", title, status_indicator: "loading" });
  }

  *toolDone(callId: string): Events {
    const steps = this.#calls.get(callId);
    if (steps === this.#open) yield* steps?.complete(callId) ?? [];
  }

  /** What a tool of ours has to say. An item that shows ends what is open. */
  *pass(event: ThreadStreamEvent): Events {
    if (event.type === "thread.item.added" || event.type === "thread.item.done") {
      if (!isHidden(event.item)) {
        yield* this.end();
        this.hasSpoken = true;
      }
      this.#told.add(event.item.id);
    }
    yield event;
  }

  /** An image is begun. */
  *picture(): Events {
    yield* this.#begin(
      "generated_image",
      (id, { threadId, previews }) => new Picture(id, threadId, previews),
    );
  }

  *preview(event: PartialImage): Events {
    if (this.#open instanceof Picture) yield* this.#open.preview(event);
  }

  *pictureDone(call: ImageCall): Events {
    if (!(this.#open instanceof Picture)) return;
    this.hasSpoken ||= Boolean(call.result);
    yield* this.#open.end(call);
    this.#open = undefined;
  }

  /** Ends what is open. */
  *end(whole?: AssistantMessageContent[]): Events {
    const open = this.#open;
    this.#open = undefined;
    if (open instanceof Message) yield* open.end(whole);
    else if (open instanceof Steps) yield* open.end();
    else if (open) yield* open.drop();
  }

  /** The model has failed: what it was saying stays as far as it got, nothing goes on looking busy. */
  *breakOff(): Events {
    if (!(this.#open instanceof Message)) yield* this.end();
  }

  /** Takes back everything that was told, for it should not have been. */
  *retract(): Events {
    this.#open = undefined;
    for (const item_id of this.#told) yield { type: "thread.item.removed", item_id };
    this.#told.clear();
  }

  *#begin<Item extends Message | Steps | Picture>(
    type: NarratedItem,
    make: (id: string, options: NarrationOptions) => Item,
  ): Events<Item> {
    yield* this.end();
    const id = this.#options.newId(type);
    const item = make(id, this.#options);
    this.#open = item;
    this.#told.add(id);
    yield* item.open();
    return item;
  }
}
