import type { StoreItemType } from "./store.ts";

/** chatkit-python's prefixes (`store.py`). */
export const ID_PREFIXES: Record<StoreItemType, string> = {
  thread: "thr",
  message: "msg",
  tool_call: "tc",
  task: "tsk",
  workflow: "wf",
  attachment: "atc",
  widget: "wid",
  structured_input: "si",
  generated_image: "img",
  sdk_hidden_context: "shcx",
};

const RANDOM_BYTES = 10;

/**
 * A new id for a `Store` without a way of its own, such as `msg_01915a…`: the time in milliseconds, so that ids sort by
 * it, and 80 random bits, so that they can't be guessed.
 */
export function newId(type: StoreItemType): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const random = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
  const digits = [...random].map((byte) => byte.toString(16).padStart(2, "0"));
  return `${ID_PREFIXES[type]}_${time}${digits.join("")}`;
}
