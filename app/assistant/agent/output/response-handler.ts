import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { toAnnotation, toContent } from "./annotations.ts";
import type { Narration } from "./item-writer.ts";
import type { ResponseEvent } from "./response-events.ts";
import { searchTask } from "./search-tasks.ts";
import { Thoughts } from "./reasoning-summaries.ts";

type Events = Generator<ThreadStreamEvent>;
type OutputItem = Extract<ResponseEvent, { type: "response.output_item.done" }>["item"];

/**
 * Listens to the events of the Responses API, which say more than the SDK's own, and has them narrated
 * (chatkit-python `stream_agent_response`).
 */
export class Listener {
  readonly #narration: Narration;
  #thoughts = new Thoughts();

  constructor(narration: Narration) {
    this.#narration = narration;
  }

  *hear(event: ResponseEvent): Events {
    const narration = this.#narration;
    switch (event.type) {
      case "response.output_item.added":
        return yield* this.#begin(event.item);
      case "response.output_item.done":
        return yield* this.#finish(event.item);
      case "response.content_part.added":
        return yield* narration.say(toContent(event.part)?.text ?? "", event.content_index);
      case "response.output_text.delta":
      case "response.refusal.delta":
        return yield* narration.say(event.delta, event.content_index);
      case "response.output_text.done":
        return yield* narration.partSaid(event.content_index, event.text);
      case "response.refusal.done":
        return yield* narration.partSaid(event.content_index, event.refusal);
      case "response.output_text.annotation.added": {
        const annotation = toAnnotation(event.annotation);
        if (annotation) yield* (yield* narration.message()).annotate(event.content_index, annotation);
        return;
      }
      case "response.reasoning_summary_text.delta":
        return yield* this.#thoughts.delta(yield* narration.steps("reasoning"), event);
      case "response.reasoning_summary_text.done":
        return yield* this.#thoughts.done(yield* narration.steps("reasoning"), event);
      case "response.image_generation_call.partial_image":
        return yield* narration.preview(event);
    }
  }

  *#begin(item: OutputItem): Events {
    switch (item.type) {
      case "reasoning":
        yield* this.#narration.steps("reasoning");
        return;
      case "web_search_call":
      case "file_search_call":
        return yield* this.#narration.task(item.id, searchTask(item, "loading"));
      case "image_generation_call":
        return yield* this.#narration.picture();
    }
  }

  *#finish(item: OutputItem): Events {
    switch (item.type) {
      case "message":
        return yield* this.#narration.messageSaid(item.content.flatMap((part) => toContent(part) ?? []));
      case "web_search_call":
      case "file_search_call":
        return yield* this.#narration.task(item.id, searchTask(item, "complete"));
      case "image_generation_call":
        return yield* this.#narration.pictureDone(item);
    }
  }
}
