import type { Answer, Frame } from "./model-server-types.ts";
import { callId, pieces } from "./model-server-pieces.ts";

/** The frames of an answer that `POST /v1/chat/completions` streams with `stream: true`. */
export function chatCompletion({ says, calls = [], isCutOff }: Answer): Frame[] {
  const choice = (delta: object, finish_reason: string | null = null) =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason }]);
  const toolCall = (index: number, call: object) => choice({ tool_calls: [{ index, ...call }] });
  return [
    choice({ role: "assistant", content: says === undefined ? null : "", refusal: null }),
    ...pieces(says ?? "").map((content) => choice({ content })),
    ...calls.flatMap(({ name, arguments: args }, index) => [
      toolCall(index, { id: callId(), type: "function", function: { name, arguments: "" } }),
      ...pieces(JSON.stringify(args)).map((part) => toolCall(index, { function: { arguments: part } })),
    ]),
    choice({}, isCutOff ? "length" : calls.length > 0 ? "tool_calls" : "stop"),
    chunk([], { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }),
  ];
}

function chunk(choices: object[], usage: object | null = null): Frame {
  return {
    data: {
      id: "chatcmpl-test",
      object: "chat.completion.chunk",
      created: 1_790_000_000,
      model: "test-model",
      service_tier: "default",
      system_fingerprint: "fp_test",
      choices,
      usage,
    },
  };
}
