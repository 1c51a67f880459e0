import { NoConnectionError } from "./lost-connection.ts";

/**
 * A line of text about an error, for a terminal. It comes from the innermost cause: the message of a drizzle
 * error is the whole query, and a refused connection is an empty AggregateError.
 */
export function describeError(error: unknown): string {
  const inner = innermost(error);
  const text = inner instanceof Error ? inner.message || codeOf(inner) : String(inner);
  return text.split("\n")[0] ?? text;
}

function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.message === "" && error.errors.length > 0) {
    return innermost(error.errors[0]);
  }
  if (!(error instanceof Error) || error.cause === undefined) return error;
  // Other errors with a cause have a message that was written for the reader.
  const saysLess = error instanceof NoConnectionError || error.message.startsWith("Failed query:");
  return saysLess ? innermost(error.cause) : error;
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : error.name;
}
