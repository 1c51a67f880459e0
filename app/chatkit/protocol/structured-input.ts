import { z } from "zod";
import { maybe } from "./common.ts";
import { MAX_ANSWERS_LENGTH } from "./limits.ts";

/** Many times the questions of a form, and the options of a question. */
const MAX_ANSWERS = 100;

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

const Answers = z
  .record(
    z.string(),
    z.object({
      values: maybe(z.array(z.string()).max(MAX_ANSWERS, `at most ${MAX_ANSWERS} values`)).transform(
        (values) => values ?? [],
      ),
      skipped: maybe(z.boolean()).transform((skipped) => skipped ?? false),
    }),
  )
  .refine((answers) => Object.keys(answers).length <= MAX_ANSWERS, `at most ${MAX_ANSWERS} answers`)
  .refine(
    (answers) => JSON.stringify(answers).length <= MAX_ANSWERS_LENGTH,
    `the answers are too long: at most ${MAX_ANSWERS_LENGTH} characters together`,
  );

/** The answers by question id, or `skipped` for all questions. */
export const StructuredInputSubmission = z.object({
  status: maybe(z.enum(["answered", "skipped"])).transform((status) => status ?? "answered"),
  answers: maybe(Answers).transform((answers) => answers ?? {}),
});
export type StructuredInputSubmission = z.infer<typeof StructuredInputSubmission>;
