/** A text in pieces of a few characters, as tokens are. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,6}/g) ?? [];
}

let calls = 0;

/** A new id for a call of a tool: within a conversation no two are the same. */
export function callId(): string {
  calls += 1;
  return `call_${calls}`;
}
