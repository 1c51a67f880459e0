/**
 * The lines of a byte stream, without their ends. A line ends with LF, CR or CRLF; chunks may be cut
 * anywhere, also inside a character or between CR and LF. A leading byte order mark is dropped, and so is
 * what follows the last line end. Leaving the loop cancels the stream.
 */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let afterCarriageReturn = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      let text = decoder.decode(value, { stream: true });
      if (text === "") continue;
      if (afterCarriageReturn && text.startsWith("\n")) text = text.slice(1);
      afterCarriageReturn = text === "" ? false : text.endsWith("\r");
      const [first = "", ...others] = text.split(/\r\n|\r|\n/);
      if (others.length === 0) {
        rest += first;
        continue;
      }
      yield rest + first;
      rest = others.pop() ?? "";
      yield* others;
    }
  } finally {
    // Not awaited: a source that never settles its cancel must not hold up whoever leaves.
    reader.cancel().catch(() => undefined);
  }
}
