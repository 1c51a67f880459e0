import type { StreamEvent } from "@openai/agents";
import { z } from "zod";

/* The SDK passes the endpoint's raw events on without a type, so they are parsed here. */

const Typed = z.object({ type: z.string() });
const text = z.string().nullish();
const Chunk = z.object({
  choices: z.array(
    z.object({
      finish_reason: text,
      delta: z
        .object({
          content: text,
          refusal: text,
          reasoning: text,
          reasoning_content: text,
          tool_calls: z.unknown(),
        })
        .partial()
        .nullish(),
    }),
  ),
});

/** Whether an event of the SDK brings a part of the answer. */
export function isTokenEvent(event: StreamEvent): boolean {
  return event.type === "output_text_delta" || (event.type === "model" && isToken(event.event));
}

/** Whether a raw event contains a part of the answer: text, a tool call or reasoning. */
function isToken(raw: unknown): boolean {
  const typed = Typed.safeParse(raw);
  if (typed.success) return !/^response\.(created|in_progress|queued)$/.test(typed.data.type);
  const chunk = Chunk.safeParse(raw);
  if (!chunk.success) return false;
  return chunk.data.choices.some(({ delta, finish_reason: reason }) => {
    const said = [delta?.content, delta?.refusal, delta?.reasoning, delta?.reasoning_content];
    return (
      Boolean(reason) || said.some(Boolean) || (delta?.tool_calls !== undefined && delta.tool_calls !== null)
    );
  });
}

/** The finish reason in a chunk of a chat completion. */
export function chatFinishReason(raw: unknown): string | undefined {
  const chunk = Chunk.safeParse(raw);
  return chunk.data?.choices.find((choice) => choice.finish_reason)?.finish_reason ?? undefined;
}
