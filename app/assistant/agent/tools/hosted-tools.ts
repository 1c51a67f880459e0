import { type HostedTool, imageGenerationTool, webSearchTool } from "@openai/agents";
import type { ModelTool } from "../../config.ts";

/** Previews of an image in the making. Each is stored with the answer's events, so that few must do. */
export const PREVIEWS = 2;

/** The tools that the model's server runs itself. */
export function hostedTools(names: ModelTool[]): HostedTool[] {
  return names.map((name) => TOOLS[name]());
}

const TOOLS: Record<ModelTool, () => HostedTool> = {
  web_search: () => webSearchTool(),
  // An image is kept in its conversation: as WebP it takes a tenth of the room.
  image_generation: () =>
    imageGenerationTool({ partialImages: PREVIEWS, outputFormat: "webp", outputCompression: 80 }),
};
