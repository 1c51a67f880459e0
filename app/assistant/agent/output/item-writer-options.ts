import type { Annotation } from "#app/chatkit/protocol/annotations.ts";

/** What a narration makes by itself. */
export type NarratedItem = "message" | "workflow" | "generated_image";

/** Into which thread a narration tells, and what it knows beforehand. */
export interface NarrationOptions {
  threadId: string;
  newId: (type: NarratedItem) => string;
  /** How many previews of an image are expected. */
  previews?: number | undefined;
  /** What an answer's text refers to by naming it. */
  referred?: (text: string) => Annotation[];
}
