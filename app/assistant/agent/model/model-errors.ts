import { GuardrailExecutionError, MaxTurnsExceededError } from "@openai/agents";
import OpenAI from "openai";
import { CustomStreamError } from "#app/chatkit/errors.ts";

/** The model sent no event for too long. */
export class ModelTimeoutError extends Error {
  override name = "ModelTimeoutError";

  constructor(waitedFor: "first token" | "silence") {
    super(
      waitedFor === "silence"
        ? "the model fell silent in mid-answer"
        : "the model sent no first token in time",
    );
  }
}

/** The stream ended before the answer was complete. */
export class ModelCutOffError extends Error {
  override name = "ModelCutOffError";

  constructor() {
    super("the model's stream ended without a finish reason");
  }
}

/** The answer is as long as the model may make it, and not complete. */
export class OutputLimitError extends Error {
  override name = "OutputLimitError";

  constructor() {
    super("the model reached its output limit");
  }
}

/** The model returned an empty answer. */
export class EmptyAnswerError extends Error {
  override name = "EmptyAnswerError";

  constructor() {
    super("the model answered nothing");
  }
}

/**
 * The error that the user reads when the model fails: what happened and what to do. Its cause is for the log
 * and contains nothing of the conversation, unlike the SDK's errors.
 */
export function toStreamError(error: unknown): CustomStreamError {
  return new CustomStreamError(sentence(error), {
    allowRetry: true,
    cause: describe(error),
    ...(error instanceof OutputLimitError && { end: "limited" }),
  });
}

function sentence(error: unknown): string {
  if (error instanceof GuardrailExecutionError) {
    return "What is written here is checked, and the check has failed. Your message is kept; try again in a moment.";
  }
  if (error instanceof ModelTimeoutError) {
    return "The model took too long to answer. Your message is kept; try again in a moment.";
  }
  if (error instanceof OpenAI.APIConnectionError)
    return "The model can't be reached right now. Your message is kept; try again in a moment.";
  if (error instanceof OpenAI.APIError && error.status !== undefined) return ofStatus(error.status);
  if (error instanceof MaxTurnsExceededError) {
    return "This took more steps than are allowed in one answer. Try again, or ask for less at once.";
  }
  if (error instanceof OutputLimitError)
    return "The answer reached the model's length limit. Ask for the rest, or try again.";
  if (error instanceof EmptyAnswerError) return "The model gave no answer. Your message is kept; try again.";
  return "The model's answer broke off. Your message is kept; try again.";
}

function ofStatus(status: number): string {
  if (status === 401 || status === 403) {
    return "The model refused this server's key. Whoever runs this server has to check it; then try again.";
  }
  if (status === 404)
    return "The model isn't available on its server. Whoever runs this server has to check its name; then try again.";
  if (status === 413) return "This conversation is too long for the model. Start a new one.";
  if (status === 429) return "The model is busy, or its quota is used up. Wait a moment, then try again.";
  if (status < 500) return "The model couldn't accept this request. Try again, or start a new conversation.";
  return "The model's server has a problem. Your message is kept; try again in a moment.";
}

function describe(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("the model failed with a value that is not an error");
  const facts =
    error instanceof OpenAI.APIError ? [error.status, error.code, error.type, error.requestID] : [];
  // OpenAI's message about a wrong key contains most of that key.
  const message = error.message.slice(0, 300).replace(/\bsk-\S+/g, "sk-…");
  const text = [error.name, ...facts.filter(Boolean), message].join(" ");
  const cause = error.cause instanceof Error && error.cause !== error ? describe(error.cause) : undefined;
  return new Error(text, { cause });
}
