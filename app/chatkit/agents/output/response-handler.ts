import type { ThreadStreamEvent } from "../../protocol/events.ts";
import { toAnnotation, toContent } from "./annotations.ts";
import type { ItemWriter } from "./item-writer.ts";
import type { ResponseEvent } from "./response-events.ts";
import { ReasoningSummaries, searchTask } from "./workflow-tasks.ts";

type Events = Generator<ThreadStreamEvent>;
type OutputItem = Extract<ResponseEvent, { type: "response.output_item.done" }>["item"];

/**
 * Handles the events of the Responses API, which contain more than the SDK's own events (chatkit-python
 * `stream_agent_response`).
 */
export class ResponseHandler {
  /** The model has reached its output limit within a message. */
  isCutOff = false;
  readonly #writer: ItemWriter;
  #summaries = new ReasoningSummaries();

  constructor(writer: ItemWriter) {
    this.#writer = writer;
  }

  *handle(event: ResponseEvent): Events {
    const writer = this.#writer;
    switch (event.type) {
      case "response.output_item.added":
        return yield* this.#begin(event.item);
      case "response.output_item.done":
        return yield* this.#finish(event.item);
      case "response.content_part.added":
        return yield* writer.write(toContent(event.part)?.text ?? "", event.content_index);
      case "response.output_text.delta":
      case "response.refusal.delta":
        return yield* writer.write(event.delta, event.content_index);
      case "response.output_text.done":
        return yield* writer.finishPart(event.content_index, event.text);
      case "response.refusal.done":
        return yield* writer.finishPart(event.content_index, event.refusal);
      case "response.output_text.annotation.added": {
        const annotation = toAnnotation(event.annotation);
        if (annotation) yield* (yield* writer.message()).annotate(event.content_index, annotation);
        return;
      }
      case "response.reasoning_summary_text.delta":
        return yield* this.#summaries.delta(yield* writer.workflow("reasoning"), event);
      case "response.reasoning_summary_text.done":
        return yield* this.#summaries.done(yield* writer.workflow("reasoning"), event);
      case "response.image_generation_call.partial_image":
        return yield* writer.previewImage(event);
    }
  }

  *#begin(item: OutputItem): Events {
    switch (item.type) {
      case "reasoning":
        yield* this.#writer.workflow("reasoning");
        return;
      case "web_search_call":
      case "file_search_call":
        return yield* this.#writer.task(item.id, searchTask(item, "loading"));
      case "image_generation_call":
        return yield* this.#writer.startImage();
    }
  }

  *#finish(item: OutputItem): Events {
    switch (item.type) {
      case "message":
        // The rest of it was cut off: it stays open, and is kept as what it is.
        if (item.status === "incomplete") {
          this.isCutOff = true;
          return;
        }
        return yield* this.#writer.finishMessage(item.content.flatMap((part) => toContent(part) ?? []));
      case "web_search_call":
      case "file_search_call":
        return yield* this.#writer.task(item.id, searchTask(item, "complete"));
      case "image_generation_call":
        return yield* this.#writer.finishImage(item);
    }
  }
}
