import { Download } from "lucide-react";
import type { GeneratedImageItem } from "#app/chatkit/protocol/items.ts";

interface PictureProps {
  item: GeneratedImageItem;
  /** The image is still being generated, so `item.image` is a preview. */
  isRunning: boolean;
}

/** A generated image: a placeholder, then previews, then the image. */
export function Picture({ item, isRunning }: PictureProps) {
  const { image } = item;
  return (
    <figure className="relative w-fit max-w-full overflow-hidden rounded-2xl border border-line">
      {image ? (
        <img
          src={image.url}
          alt={isRunning ? "Preview of the picture" : "Picture made by the assistant"}
          className={`max-h-[34rem] min-h-40 max-w-full object-contain transition-[filter] ${isRunning ? "blur-sm" : ""}`}
        />
      ) : (
        <div className="flex size-72 max-w-full animate-pulse items-center justify-center bg-hover text-sm text-muted">
          Drawing…
        </div>
      )}
      {image && !isRunning && (
        <a
          className="icon-button absolute end-2 top-2 bg-raised"
          href={image.url}
          download="picture"
          aria-label="Download the picture"
          title="Download"
        >
          <Download size={16} aria-hidden />
        </a>
      )}
    </figure>
  );
}
