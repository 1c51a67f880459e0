import { scriptedWith } from "./models.ts";

/** The app with a model that can do everything, and whose answers the test scripts in advance. */
export const test = scriptedWith({
  OPENAI_API: "responses",
  OPENAI_MODEL: "small-model,large-model",
  OPENAI_TOOLS: "web_search,image_generation",
  OPENAI_REASONING_SUMMARY: "auto",
});
