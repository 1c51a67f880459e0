import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { AssistantMessageContent } from "#app/chatkit/protocol/items.ts";
import type { Task, Workflow } from "#app/chatkit/protocol/workflows.ts";
import { isHidden } from "#app/chatkit/transcript.ts";
import { MessageWriter } from "./message-writer.ts";
import { ImageWriter } from "./image-writer.ts";
import type { ImageCall, PartialImage } from "./response-events.ts";
import { WorkflowWriter } from "./workflow-writer.ts";
import type { Annotation } from "#app/chatkit/protocol/annotations.ts";

type Events<Result = void> = Generator<ThreadStreamEvent, Result>;

/**
 * Tells what a model does as the events of a thread. One item is open at a time, so that items are finished
 * in the order in which they were begun: that is the order in which they are stored.
 */
export class ItemWriter {
  /** Whether there is something to read or see. */
  hasOutput = false;
  #open: MessageWriter | WorkflowWriter | ImageWriter | undefined;
  #itemIds = new Set<string>();
  /** The workflow that shows a call, by the call's id. */
  #calls = new Map<string, WorkflowWriter>();
  readonly #options: ItemWriterOptions;

  constructor(options: ItemWriterOptions) {
    this.#options = options;
  }

  /** Text of an answer, or of a part of it. An answer begins with its first piece: one that stays empty is none. */
  *write(text: string, part = 0): Events {
    if (text === "") return;
    this.hasOutput ||= text.trim() !== "";
    yield* (yield* this.message()).delta(part, text);
  }

  *finishPart(index: number, text: string): Events {
    if (text === "" && !(this.#open instanceof MessageWriter)) return;
    this.hasOutput ||= text.trim() !== "";
    yield* (yield* this.message()).partDone(index, text);
  }

  /** The model has ended a message; a server that doesn't stream says it all at once. */
  *finishMessage(content: AssistantMessageContent[] = []): Events {
    const text = content.map((part) => part.text).join("");
    this.hasOutput ||= text.trim() !== "";
    if (text !== "") yield* this.message();
    if (this.#open instanceof MessageWriter) yield* this.finish(content);
  }

  /** The open message, or a new one. */
  *message(): Events<MessageWriter> {
    if (this.#open instanceof MessageWriter) return this.#open;
    return yield* this.#begin(
      "message",
      (id, { threadId, referred }) => new MessageWriter(id, threadId, referred),
    );
  }

  /** The open workflow, or a new one of this type. */
  *workflow(type: Workflow["type"]): Events<WorkflowWriter> {
    if (this.#open instanceof WorkflowWriter) return this.#open;
    return yield* this.#begin("workflow", (id, { threadId }) => new WorkflowWriter(id, threadId, type));
  }

  /** Adds the task of a call to the open workflow, or changes it there. One that has ended stays as it is. */
  *task(callId: string, task: Task): Events {
    const steps = this.#calls.get(callId) ?? (yield* this.workflow("custom"));
    this.#calls.set(callId, steps);
    if (steps === this.#open) yield* steps.put(callId, task);
  }

  /** One of our tools starts; thinking ends with it. */
  *startTool(callId: string, title: string): Events {
    if (this.#open instanceof WorkflowWriter && this.#open.type === "reasoning") yield* this.finish();
    yield* this.task(callId, { type: "custom", title, status_indicator: "loading" });
  }

  *finishTool(callId: string): Events {
    const steps = this.#calls.get(callId);
    if (steps === this.#open) yield* steps?.complete(callId) ?? [];
  }

  /** What a tool of ours has to say. An item that shows ends what is open. */
  *forward(event: ThreadStreamEvent): Events {
    if (event.type === "thread.item.added" || event.type === "thread.item.done") {
      if (!isHidden(event.item)) {
        yield* this.finish();
        this.hasOutput = true;
      }
      this.#itemIds.add(event.item.id);
    }
    yield event;
  }

  /** An image is begun. */
  *startImage(): Events {
    yield* this.#begin(
      "generated_image",
      (id, { threadId, previews }) => new ImageWriter(id, threadId, previews),
    );
  }

  *previewImage(event: PartialImage): Events {
    if (this.#open instanceof ImageWriter) yield* this.#open.preview(event);
  }

  *finishImage(call: ImageCall): Events {
    if (!(this.#open instanceof ImageWriter)) return;
    this.hasOutput ||= Boolean(call.result);
    yield* this.#open.end(call);
    this.#open = undefined;
  }

  /** Ends what is open. */
  *finish(whole?: AssistantMessageContent[]): Events {
    const open = this.#open;
    this.#open = undefined;
    if (open instanceof MessageWriter) yield* open.end(whole);
    else if (open instanceof WorkflowWriter) yield* open.end();
    else if (open) yield* open.drop();
  }

  /** The model has failed: what it was saying stays as far as it got, nothing goes on looking busy. */
  *finishUnlessMessage(): Events {
    if (!(this.#open instanceof MessageWriter)) yield* this.finish();
  }

  /** Takes back everything that was told, for it should not have been. */
  *retract(): Events {
    this.#open = undefined;
    for (const item_id of this.#itemIds) yield { type: "thread.item.removed", item_id };
    this.#itemIds.clear();
  }

  *#begin<Item extends MessageWriter | WorkflowWriter | ImageWriter>(
    type: WrittenItemType,
    make: (id: string, options: ItemWriterOptions) => Item,
  ): Events<Item> {
    yield* this.finish();
    const id = this.#options.newId(type);
    const item = make(id, this.#options);
    this.#open = item;
    this.#itemIds.add(id);
    yield* item.open();
    return item;
  }
}

/** What a writer makes by itself. */
export type WrittenItemType = "message" | "workflow" | "generated_image";

/** Into which thread a writer tells, and what it knows beforehand. */
export interface ItemWriterOptions {
  threadId: string;
  newId: (type: WrittenItemType) => string;
  /** How many previews of an image are expected. */
  previews?: number | undefined;
  /** What an answer's text refers to by naming it. */
  referred?: (text: string) => Annotation[];
}
