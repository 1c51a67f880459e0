import type { ThreadStreamEvent } from "../../protocol/events.ts";
import type { AssistantMessageContent } from "../../protocol/items.ts";
import type { Task, Workflow } from "../../protocol/workflows.ts";
import { isHidden } from "../../transcript.ts";
import { MessageWriter } from "./message-writer.ts";
import { ImageWriter } from "./image-writer.ts";
import type { ImageCall, PartialImage } from "./response-events.ts";
import { WorkflowWriter } from "./workflow-writer.ts";
import type { Annotation } from "../../protocol/annotations.ts";

type Events<Result = void> = Generator<ThreadStreamEvent, Result>;

/**
 * Writes a model's output as the events of a thread. Only one item is open at a time, so that items are
 * finished, and therefore stored, in the order in which they were started.
 */
export class ItemWriter {
  /** Whether anything visible was written. */
  hasOutput = false;
  #open: MessageWriter | WorkflowWriter | ImageWriter | undefined;
  #itemIds = new Set<string>();
  /** The workflow that contains the task of a tool call, by call id. */
  #calls = new Map<string, WorkflowWriter>();
  readonly #options: ItemWriterOptions;

  constructor(options: ItemWriterOptions) {
    this.#options = options;
  }

  /**
   * Appends text to a part of the message. The first text starts the message, so an empty one never appears.
   */
  *write(text: string, part = 0): Events {
    if (text === "") return;
    this.hasOutput ||= text.trim() !== "";
    yield* (yield* this.message()).delta(part, text);
  }

  /** Finishes a part of the message with its whole text. */
  *finishPart(index: number, text: string): Events {
    if (text === "" && !(this.#open instanceof MessageWriter)) return;
    this.hasOutput ||= text.trim() !== "";
    yield* (yield* this.message()).partDone(index, text);
  }

  /** Finishes the message. When nothing was streamed, `content` is the whole message. */
  *finishMessage(content: AssistantMessageContent[] = []): Events {
    const text = content.map((part) => part.text).join("");
    this.hasOutput ||= text.trim() !== "";
    if (text !== "") yield* this.message();
    if (this.#open instanceof MessageWriter) yield* this.finish(content);
  }

  /** Returns the open message, or starts one. */
  *message(): Events<MessageWriter> {
    if (this.#open instanceof MessageWriter) return this.#open;
    return yield* this.#begin(
      "message",
      (id, { threadId, referred }) => new MessageWriter(id, threadId, referred),
    );
  }

  /** Returns the open workflow, or starts one of this type. */
  *workflow(type: Workflow["type"]): Events<WorkflowWriter> {
    if (this.#open instanceof WorkflowWriter) return this.#open;
    return yield* this.#begin("workflow", (id, { threadId }) => new WorkflowWriter(id, threadId, type));
  }

  /** Adds or updates the task of a tool call in the open workflow. A finished workflow is not changed. */
  *task(callId: string, task: Task): Events {
    const steps = this.#calls.get(callId) ?? (yield* this.workflow("custom"));
    this.#calls.set(callId, steps);
    if (steps === this.#open) yield* steps.put(callId, task);
  }

  /** Shows that a tool starts. Ends an open reasoning workflow. */
  *startTool(callId: string, title: string): Events {
    if (this.#open instanceof WorkflowWriter && this.#open.type === "reasoning") yield* this.finish();
    yield* this.task(callId, { type: "custom", title, status_indicator: "loading" });
  }

  /** Shows that a tool has finished, and what it was given and returned if that is to be seen. */
  *finishTool(callId: string, content?: string): Events {
    const steps = this.#calls.get(callId);
    if (steps === this.#open) yield* steps?.complete(callId, content) ?? [];
  }

  /** Passes on an event of a tool. A visible item finishes the open one first. */
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

  /** Starts an image. */
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

  /**
   * Finishes the open item.
   *
   * @param whole the final content of a message, when it is known
   */
  *finish(whole?: AssistantMessageContent[]): Events {
    const open = this.#open;
    this.#open = undefined;
    if (open instanceof MessageWriter) yield* open.end(whole);
    else if (open instanceof WorkflowWriter) yield* open.end();
    else if (open) yield* open.drop();
  }

  /**
   * After a failure: finishes open workflows and images. An open message is left to become an interrupted
   * answer.
   */
  *finishUnlessMessage(): Events {
    if (!(this.#open instanceof MessageWriter)) yield* this.finish();
  }

  /** Removes all items that were written. */
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

/** The types of items that a writer creates. */
export type WrittenItemType = "message" | "workflow" | "generated_image";

export interface ItemWriterOptions {
  threadId: string;
  newId: (type: WrittenItemType) => string;
  /** The expected number of previews of an image. */
  previews?: number | undefined;
  /** Finds the things that a text names, as annotations. */
  referred?: (text: string) => Annotation[];
}
