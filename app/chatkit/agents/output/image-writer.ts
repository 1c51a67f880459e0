import type { ThreadStreamEvent } from "../../protocol/events.ts";
import type { GeneratedImage, GeneratedImageItem } from "../../protocol/items.ts";
import type { ImageCall, PartialImage } from "./response-events.ts";

type Events = Generator<ThreadStreamEvent>;

/** Writes the events of a generated image: previews, then the image, each as a data URL. */
export class ImageWriter {
  readonly #item: GeneratedImageItem;
  /** The expected number of previews, for the progress; undefined when unknown. */
  readonly #previews: number | undefined;

  constructor(id: string, threadId: string, previews?: number) {
    this.#item = {
      type: "generated_image",
      id,
      thread_id: threadId,
      created_at: new Date().toISOString(),
    };
    this.#previews = previews;
  }

  *open(): Events {
    yield { type: "thread.item.added", item: this.#item };
  }

  *preview(event: PartialImage): Events {
    const image = toImage(event.item_id, event.partial_image_b64, event.output_format);
    const progress = this.#previews ? Math.min(1, event.partial_image_index / this.#previews) : 0;
    const update = { type: "generated_image.updated", image, progress } as const;
    yield { type: "thread.item.updated", item_id: this.#item.id, update };
  }

  *end(call: ImageCall): Events {
    if (!call.result) return yield* this.drop();
    const image = toImage(call.id, call.result, call.output_format);
    yield { type: "thread.item.done", item: { ...this.#item, image } };
  }

  /** Removes the item of an image that failed. */
  *drop(): Events {
    yield { type: "thread.item.removed", item_id: this.#item.id };
  }
}

function toImage(id: string, base64: string, format: ImageCall["output_format"]): GeneratedImage {
  return { id, url: `data:image/${format ?? formatOf(base64)};base64,${base64}` };
}

/** The image format, from its first bytes, when the endpoint doesn't name it. */
function formatOf(base64: string): NonNullable<ImageCall["output_format"]> {
  return base64.startsWith("UklGR") ? "webp" : base64.startsWith("/9j/") ? "jpeg" : "png";
}
