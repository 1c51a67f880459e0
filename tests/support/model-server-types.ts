import type { Output } from "./model-server-outputs.ts";

export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** An answer: output items that only the Responses API has, then text, then tool calls. */
export interface Answer {
  says?: string;
  calls?: ToolCall[];
  output?: Output[];
  /** The text ends at the output limit. */
  isCutOff?: true;
}

/** The server's reaction to one request. */
export type Step =
  | Answer
  /** Answers with this status and OpenAI's error body. */
  | { status: number; message?: string; retryAfter?: number }
  /** Accepts the request, and sends an error as its first event. */
  | { errorEvent: string }
  /** Accepts the request and never sends a token, with or without headers. */
  | { hangs: "before headers" | "before a token" }
  /**
   * Sends the beginning of an answer; then it stalls, ends or resets the connection, or sends invalid JSON.
   */
  | { begins: string; next: "silence" | "end" | "reset" | "garbage" };

/** An event of OpenAI's stream. */
export type Frame = { event?: string; data: unknown };
