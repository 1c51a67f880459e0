import { turnTool } from "./turn-tool.ts";
import { z } from "zod";
import type { StructuredInput } from "#app/chatkit/protocol/structured-input.ts";

export const ASK_PERSON = "ask_person";

const MAX_QUESTIONS = 4;
const MAX_OPTIONS = 10;

const Question = z.object({
  question: z.string().describe("Short, one thing at a time"),
  options: z
    .array(z.string())
    .nullish()
    .describe("What to choose from; a free answer is always possible. Leave out where only that makes sense"),
  multiple: z.boolean().nullish().describe("Whether several options may be chosen"),
  hint: z.string().nullish().describe("What a free answer should say"),
});

const Questions = z.object({ questions: z.array(Question) });

/**
 * The tool with which the model asks the user. The questions end the turn, and their answers start the next
 * one.
 */
export function askPerson(ask: (inputs: StructuredInput[]) => void) {
  return turnTool({
    name: ASK_PERSON,
    description: `Asks the user up to ${MAX_QUESTIONS} questions in a form, and waits for the answers. Use it when one of a few answers is needed before you can go on, such as which of several tasks is meant. Options must tell things apart in the user's words (a title and its due date), not by ids. Don't repeat the questions in your own text. For a single open question, ask in your answer instead.`,
    parameters: Questions,
    execute({ questions }) {
      const inputs = questions.slice(0, MAX_QUESTIONS).map((question, index) => toInput(question, index));
      if (inputs.length === 0) return "Error: there is no question.";
      ask(inputs);
      return "The user is being asked.";
    },
  });
}

function toInput(
  { question, options, multiple, hint }: z.infer<typeof Question>,
  index: number,
): StructuredInput {
  const id = `question_${index + 1}`;
  // The value of an option is its answer, so duplicates can't be told apart.
  const values = [...new Set((options ?? []).map((option) => option.trim()))].filter(Boolean);
  if (values.length === 0) return { type: "freeform", id, question, ...(hint ? { description: hint } : {}) };
  return {
    type: "multiple_choice",
    id,
    question,
    options: values.slice(0, MAX_OPTIONS).map((value) => ({ value })),
    multiple: multiple ?? false,
  };
}
