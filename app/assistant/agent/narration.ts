import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { AssistantMessageContent } from "#app/chatkit/protocol/items.ts";
import type { Task, Workflow } from "#app/chatkit/protocol/workflows.ts";
import { isHidden } from "#app/chatkit/transcript.ts";
import { Message } from "./message.ts";
import { Picture } from "./picture.ts";
import type { ImageCall, PartialImage } from "./response-events.ts";
import { Steps } from "./steps.ts";

type Events<Result = void> = Generator<ThreadStreamEvent, Result>;
type ItemType = "message" | "workflow" | "generated_image";

interface Options {
  threadId: string;
  newId: (type: ItemType) => string;
  /** How many previews of an image are expected. */
  previews?: number;
}

/**
 * Tells what a model does as the events of a thread. One item is open at a time, so that items are finished
 * in the order in which they were begun: that is the order in which they are stored.
 */
export class Narration {
  /** Whether there is something to read or see. */
  hasSpoken = false;
  #open: Message | Steps | Picture | undefined;
  #told = new Set<string>();
  /** Tasks by the id of their call. */
  #tasks = new Map<string, { steps: Steps; index: number; task: Task }>();
  readonly #options: Options;

  constructor(options: Options) {
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

  /** A whole message; a server that doesn't stream says it all at once. */
  *messageSaid(content: AssistantMessageContent[]): Events {
    const text = content.map((part) => part.text).join("");
    this.hasSpoken ||= text.trim() !== "";
    if (text !== "") yield* this.message();
    if (this.#open instanceof Message) yield* this.end(content);
  }

  /** The open message, or a new one. */
  *message(): Events<Message> {
    if (this.#open instanceof Message) return this.#open;
    const message = yield* this.#begin("message", (id, threadId) => new Message(id, threadId));
    return message;
  }

  /** The model has ended a message, where it says so at all. */
  *endMessage(): Events {
    if (this.#open instanceof Message) yield* this.end();
  }

  /** The open workflow, or a new one of this type. */
  *steps(type: Workflow["type"]): Events<Steps> {
    if (this.#open instanceof Steps) return this.#open;
    return yield* this.#begin("workflow", (id, threadId) => new Steps(id, threadId, type));
  }

  /** Adds a task to the open workflow, or changes the one that is there for this call. */
  *task(callId: string, task: Task): Events {
    const known = this.#tasks.get(callId);
    if (known && known.steps !== this.#open) return;
    if (known) yield* known.steps.replace(known.index, task);
    const steps = known?.steps ?? (yield* this.steps("custom"));
    const index = known?.index ?? (yield* steps.add(task));
    this.#tasks.set(callId, { steps, index, task });
  }

  /** One of our tools starts; thinking ends with it. */
  *toolCalled(callId: string, title: string): Events {
    if (this.#open instanceof Steps && this.#open.type === "reasoning") yield* this.end();
    yield* this.task(callId, { type: "custom", title, status_indicator: "loading" });
  }

  *toolDone(callId: string): Events {
    const task = this.#tasks.get(callId)?.task;
    if (task) yield* this.task(callId, { ...task, status_indicator: "complete" });
  }

  /** What a tool of ours has to say. An item that shows ends what is open. */
  *pass(event: ThreadStreamEvent): Events {
    if (event.type === "thread.item.added" || event.type === "thread.item.done") {
      if (!isHidden(event.item)) yield* this.end();
      this.#told.add(event.item.id);
    }
    yield event;
  }

  /** An image is begun. */
  *picture(): Events {
    const { previews } = this.#options;
    yield* this.#begin("generated_image", (id, threadId) => new Picture(id, threadId, previews));
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
    type: ItemType,
    make: (id: string, threadId: string) => Item,
  ): Events<Item> {
    yield* this.end();
    const id = this.#options.newId(type);
    const item = make(id, this.#options.threadId);
    this.#open = item;
    this.#told.add(id);
    yield* item.open();
    return item;
  }
}
