import type OpenAI from "openai";
import type { ApiChoice } from "./api-choice.ts";
import { inModelSpan } from "./traced-model.ts";

interface Question {
  model: string;
  instructions: string;
  input: string;
  signal: AbortSignal;
}

export interface Completion {
  text: string;
  inputTokens: number;
  outputTokens: number;
}

/** Asks for a short text in one piece, without tools, for the app's own use. Nothing is stored at the endpoint. */
export function complete(client: OpenAI, apis: ApiChoice, question: Question): Promise<Completion> {
  const named = { name: question.model, baseURL: client.baseURL };
  return inModelSpan(
    "chat",
    named,
    () => ask(client, apis, question),
    (completion) => completion,
  );
}

async function ask(
  client: OpenAI,
  apis: ApiChoice,
  { model, instructions, input, signal }: Question,
): Promise<Completion> {
  if (apis.best === "responses") {
    const response = await client.responses.create({ model, instructions, input, store: false }, { signal });
    const { input_tokens: inputTokens = 0, output_tokens: outputTokens = 0 } = response.usage ?? {};
    return { text: response.output_text, inputTokens, outputTokens };
  }
  const messages = [
    { role: "system" as const, content: instructions },
    { role: "user" as const, content: input },
  ];
  const completion = await client.chat.completions.create({ model, messages }, { signal });
  const { prompt_tokens: inputTokens = 0, completion_tokens: outputTokens = 0 } = completion.usage ?? {};
  return { text: completion.choices[0]?.message.content ?? "", inputTokens, outputTokens };
}
