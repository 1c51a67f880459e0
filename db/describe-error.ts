/**
 * One line for somebody at a terminal. Drizzle's errors begin with the whole query, and a refused
 * connection is an empty error around two others: what happened is said by the innermost cause.
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
  // A cause that is there for the record only: the outer message was written for the reader.
  if (error instanceof Error && error.cause !== undefined && error.message.startsWith("Failed query:")) {
    return innermost(error.cause);
  }
  return error;
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : error.name;
}
