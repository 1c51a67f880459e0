import type Sharp from "sharp";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { createQueue } from "./queue.ts";

/** Formats that are shown as pictures. */
const PICTURES: ReadonlySet<string> = new Set([
  "image/png",
  "image/apng",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "image/avif",
]);

export const isPicture = (mimeType: string) => PICTURES.has(mimeType);

/** Pixels that are decoded: a photo of any camera. A bomb of a few KB declares thousands of millions. */
const MAX_PIXELS = 100_000_000;
/** The longer side of a preview. */
const PREVIEW_SIDE = 2_048;
/** The longer side of what a model gets, which scales more down by itself. */
const MODEL_SIDE = 1_536;

let loading: Promise<typeof Sharp> | undefined;

/** The library, which isn't loaded before the first picture. */
const loadSharp = () => (loading ??= import("sharp").then((module) => configured(module.default)));

function configured(sharp: typeof Sharp): typeof Sharp {
  sharp.cache(false);
  // Pictures are decoded one at a time in one thread, so that requests get the rest of the machine.
  sharp.concurrency(1);
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: [
      "VipsForeignLoadPng",
      "VipsForeignLoadJpeg",
      "VipsForeignLoadWebp",
      "VipsForeignLoadNsgif",
      "VipsForeignLoadHeif",
    ],
  });
  return sharp;
}

const pictures = createQueue(100);

export interface Picture {
  /** As it is shown, in pixels. */
  width: number;
  height: number;
  /** Scaled down, upright, as WebP, without what the camera wrote about place and time. */
  preview: Uint8Array;
}

/**
 * Measures a picture and makes its preview. Of an animation, that is the first frame.
 *
 * @throws {ChatKitError} `payload_too_large` for too many pixels, before any is decoded; `invalid_request` when it is broken
 */
export async function readPicture(bytes: Uint8Array): Promise<Picture> {
  const sharp = await loadSharp();
  const {
    width,
    height,
    orientation = 1,
  } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw broken(cause);
    });
  if (width * height > MAX_PIXELS) {
    const [has, most] = [width * height, MAX_PIXELS].map((pixels) => Math.round(pixels / 1_000_000));
    throw new ChatKitError(
      "payload_too_large",
      `The picture has ${has?.toLocaleString("en-US")} megapixels; at most ${most} are possible.`,
    );
  }
  const preview = await pictures
    .inTurn(() =>
      sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" })
        .autoOrient()
        .resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: "inside", withoutEnlargement: true })
        .webp({ quality: 82 })
        .toBuffer(),
    )
    .catch((error: unknown) => {
      throw error instanceof ChatKitError ? error : broken(error);
    });
  const isTurned = orientation >= 5;
  return { width: isTurned ? height : width, height: isTurned ? width : height, preview };
}

/** A preview as a data URL of a JPEG, which every model that sees can read. */
export async function pictureForModel(preview: Uint8Array): Promise<string> {
  const sharp = await loadSharp();
  const jpeg = await pictures.inTurn(() =>
    sharp(preview, { limitInputPixels: PREVIEW_SIDE * PREVIEW_SIDE })
      .resize(MODEL_SIDE, MODEL_SIDE, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 80 })
      .toBuffer(),
  );
  return `data:image/jpeg;base64,${jpeg.toString("base64")}`;
}

function broken(cause: unknown): ChatKitError {
  return new ChatKitError("invalid_request", "The picture is broken and can’t be shown.", { cause });
}
