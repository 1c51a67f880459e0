import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { AssistantMessageContent } from "#app/chatkit/protocol/items.ts";
import type { Task, Workflow } from "#app/chatkit/protocol/workflows.ts";
import { isHidden } from "#app/chatkit/transcript.ts";
import { toAnnotation, toContent } from "./annotations.ts";
import { Message } from "./message.ts";
import { Picture } from "./picture.ts";
import type { ResponseEvent } from "./response-events.ts";
import { searchTask } from "./searches.ts";
import { Steps } from "./steps.ts";
import { Thoughts } from "./thoughts.ts";

type Events<Result = void> = Generator<ThreadStreamEvent, Result>;
type OutputItem = Extract<ResponseEvent, { type: "response.output_item.done" }>["item"];

interface Options {
  threadId: string;
  newId: (type: "message" | "workflow" | "generated_image") => string;
  /** How many previews of an image are expected. */
  previews?: number;
}

/**
 * Tells what a model does as the events of a thread (chatkit-python `stream_agent_response`). One item is
 * open at a time, so that items are finished in the order in which they were begun: that is the order in
 * which they are stored.
 */
export class Narration {
  /** Whether there is something to read or see. */
  hasSpoken = false;
  #open: Message | Steps | Picture | undefined;
  #told: string[] = [];
  #thoughts = new Thoughts();
  /** Tasks by the id of their call. */
  #tasks = new Map<string, { steps: Steps; index: number; task: Task }>();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Text of an answer, or of a part of it. */
  *say(text: string, part = 0): Events {
    // An answer begins with its first piece: one that stays empty is none.
    if (text === "") return;
    this.hasSpoken ||= text.trim() !== "";
    yield* (yield* this.#message()).delta(part, text);
  }

  /** An event of the Responses API. */
  *hear(event: ResponseEvent): Events {
    switch (event.type) {
      case "response.output_item.added":
        return yield* this.#begin(event.item);
      case "response.output_item.done":
        return yield* this.#finish(event.item);
      case "response.content_part.added":
        return yield* this.say(toContent(event.part)?.text ?? "", event.content_index);
      case "response.output_text.delta":
      case "response.refusal.delta":
        return yield* this.say(event.delta, event.content_index);
      case "response.output_text.done":
        return yield* this.#partDone(event.content_index, event.text);
      case "response.refusal.done":
        return yield* this.#partDone(event.content_index, event.refusal);
      case "response.output_text.annotation.added": {
        const annotation = toAnnotation(event.annotation);
        if (annotation) yield* (yield* this.#message()).annotate(event.content_index, annotation);
        return;
      }
      case "response.reasoning_summary_text.delta":
        return yield* this.#thoughts.delta(yield* this.#steps("reasoning"), event);
      case "response.reasoning_summary_text.done":
        return yield* this.#thoughts.done(yield* this.#steps("reasoning"), event);
      case "response.image_generation_call.partial_image":
        if (this.#open instanceof Picture) yield* this.#open.preview(event);
    }
  }

  /** One of our tools starts; thinking ends with it. */
  *toolCalled(callId: string, title: string): Events {
    if (this.#open instanceof Steps && this.#open.type === "reasoning") yield* this.end();
    yield* this.#task(callId, { type: "custom", title, status_indicator: "loading" });
  }

  *toolDone(callId: string): Events {
    const task = this.#tasks.get(callId)?.task;
    if (task) yield* this.#task(callId, { ...task, status_indicator: "complete" });
  }

  /** What a tool of ours has to say. An item that shows ends what is open. */
  *pass(event: ThreadStreamEvent): Events {
    if (event.type === "thread.item.added" || event.type === "thread.item.done") {
      if (!isHidden(event.item)) yield* this.end();
      this.#told.push(event.item.id);
    }
    yield event;
  }

  /** The model has ended a message, where it says so at all. */
  *endMessage(): Events {
    if (this.#open instanceof Message) yield* this.end();
  }

  /** Ends what is open. */
  *end(whole?: AssistantMessageContent[]): Events {
    const open = this.#open;
    this.#open = undefined;
    if (open instanceof Message) yield* open.end(whole);
    else if (open instanceof Steps) yield* open.size > 0 || open.type === "reasoning" ? open.end() : [];
    else if (open) yield* open.drop();
  }

  /** The model has failed: what it was saying stays as far as it got, nothing goes on looking busy. */
  *breakOff(): Events {
    if (!(this.#open instanceof Message)) yield* this.end();
  }

  /** Takes back everything that was told, for it should not have been. */
  *retract(): Events {
    this.#open = undefined;
    for (const item_id of this.#told.splice(0)) yield { type: "thread.item.removed", item_id };
  }

  *#begin(item: OutputItem): Events {
    switch (item.type) {
      case "reasoning":
        yield* this.#steps("reasoning");
        return;
      case "web_search_call":
      case "file_search_call":
        return yield* this.#task(item.id, searchTask(item, "loading"));
      case "image_generation_call": {
        yield* this.end();
        this.#open = new Picture(
          this.#newId("generated_image"),
          this.#options.threadId,
          this.#options.previews,
        );
        return yield* this.#open.open();
      }
    }
  }

  *#finish(item: OutputItem): Events {
    switch (item.type) {
      case "message": {
        const content = item.content.flatMap((part) => toContent(part) ?? []);
        const said = content.map(({ text }) => text).join("");
        this.hasSpoken ||= said.trim() !== "";
        // A server that doesn't stream says it all at once.
        if (said !== "") yield* this.#message();
        if (this.#open instanceof Message) yield* this.end(content);
        return;
      }
      case "web_search_call":
      case "file_search_call":
        return yield* this.#task(item.id, searchTask(item, "complete"));
      case "image_generation_call":
        if (!(this.#open instanceof Picture)) return;
        this.hasSpoken ||= Boolean(item.result);
        yield* this.#open.end(item);
        this.#open = undefined;
    }
  }

  *#partDone(index: number, text: string): Events {
    if (text === "" && !(this.#open instanceof Message)) return;
    this.hasSpoken ||= text.trim() !== "";
    yield* (yield* this.#message()).partDone(index, text);
  }

  /** Adds a task to the open workflow, or changes the one that is there for this call. */
  *#task(callId: string, task: Task): Events {
    const known = this.#tasks.get(callId);
    if (known && known.steps !== this.#open) return;
    if (known) yield* known.steps.replace(known.index, task);
    const steps = known?.steps ?? (yield* this.#steps("custom"));
    const index = known?.index ?? (yield* steps.add(task));
    this.#tasks.set(callId, { steps, index, task });
  }

  *#message(): Events<Message> {
    if (this.#open instanceof Message) return this.#open;
    yield* this.end();
    const message = new Message(this.#newId("message"), this.#options.threadId);
    this.#open = message;
    yield* message.open();
    return message;
  }

  /** The open workflow, or a new one of this type. */
  *#steps(type: Workflow["type"]): Events<Steps> {
    if (this.#open instanceof Steps) return this.#open;
    yield* this.end();
    const steps = new Steps(this.#newId("workflow"), this.#options.threadId, type);
    this.#open = steps;
    yield* steps.open();
    return steps;
  }

  #newId(type: "message" | "workflow" | "generated_image"): string {
    const id = this.#options.newId(type);
    this.#told.push(id);
    return id;
  }
}
