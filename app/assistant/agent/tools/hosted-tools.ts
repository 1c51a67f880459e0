import { type HostedTool, imageGenerationTool, webSearchTool } from "@openai/agents";
import type { ModelTool } from "../../config.ts";

/** Number of previews of an image. Few, because each is stored in the event log. */
export const PREVIEWS = 2;

/** The tools that the model's endpoint runs. */
export function hostedTools(names: ModelTool[]): HostedTool[] {
  return names.map((name) => TOOLS[name]());
}

const TOOLS: Record<ModelTool, () => HostedTool> = {
  web_search: () => webSearchTool(),
  // Images are stored in their conversation. WebP takes a tenth of the space of PNG.
  image_generation: () =>
    imageGenerationTool({ partialImages: PREVIEWS, outputFormat: "webp", outputCompression: 80 }),
};
