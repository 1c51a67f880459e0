import type { Output } from "./model-server-outputs.ts";

export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** Text, then calls of tools; before them what only the Responses API has. */
export interface Answer {
  says?: string;
  calls?: ToolCall[];
  output?: Output[];
}

/** What the server does with one request. */
export type Step =
  | Answer
  /** Refuses with this status and OpenAI's error body. */
  | { status: number; message?: string }
  /** Takes the request and never sends a token; headers are sent, or not even those. */
  | { hangs: "before headers" | "before a token" }
  /** Sends the beginning of an answer, then nothing, or ends or drops the connection, or sends what is no JSON. */
  | { begins: string; next: "silence" | "end" | "reset" | "garbage" };

/** One event of a stream as OpenAI sends it. */
export type Frame = { event?: string; data: unknown };
