/** Splits a text into pieces of a few characters, like tokens. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,6}/g) ?? [];
}

let calls = 0;

/** A new id for a tool call, unique within the process. */
export function callId(): string {
  calls += 1;
  return `call_${calls}`;
}
