import { z } from "zod";
import { maybe } from "./common.ts";

export const StructuredInputAnswer = z.object({
  values: z.array(z.string()).default([]),
  skipped: z.boolean().default(false),
});
export type StructuredInputAnswer = z.infer<typeof StructuredInputAnswer>;

const questionFields = {
  id: z.string(),
  question: z.string(),
  answer: StructuredInputAnswer.optional(),
};

/** A question with suggested answers. ChatKit always offers a free answer as well. */
export const MultipleChoiceInput = z.object({
  type: z.literal("multiple_choice"),
  options: z.array(z.object({ value: z.string() })),
  /** Whether the user may choose several options. */
  multiple: z.boolean().default(false),
  ...questionFields,
});
export type MultipleChoiceInput = z.infer<typeof MultipleChoiceInput>;

export const FreeformInput = z.object({
  type: z.literal("freeform"),
  description: z.string().optional(),
  ...questionFields,
});
export type FreeformInput = z.infer<typeof FreeformInput>;

export const StructuredInput = z.discriminatedUnion("type", [MultipleChoiceInput, FreeformInput]);
export type StructuredInput = z.infer<typeof StructuredInput>;

/** The answers by question id, or `skipped` for all questions. */
export const StructuredInputSubmission = z.object({
  status: maybe(z.enum(["answered", "skipped"])).transform((status) => status ?? "answered"),
  answers: maybe(
    z.record(
      z.string(),
      z.object({
        values: maybe(z.array(z.string())).transform((values) => values ?? []),
        skipped: maybe(z.boolean()).transform((skipped) => skipped ?? false),
      }),
    ),
  ).transform((answers) => answers ?? {}),
});
export type StructuredInputSubmission = z.infer<typeof StructuredInputSubmission>;
