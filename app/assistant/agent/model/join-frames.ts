import type { Words } from "./words-ahead.ts";

/** A frame of a stream of server-sent events whose data is one line of JSON. */
const FRAME = /((?:event:[^\n]*\n)?data: ?)(\{[^\n]*\})(\r?\n\r?\n)/y;
/** The end of any frame. */
const END = /\n\r?\n/g;
/** Fields that number or pad an event. */
const INCIDENTAL = new Set(["delta", "sequence_number", "obfuscation"]);
/** The texts of a chunk of a chat completion; `reasoning` and `reasoning_content` are what different hosts call the same. */
const TEXTS = ["content", "reasoning_content", "reasoning"] as const;

type Json = Record<string, unknown>;

/** An event of a stream of server-sent events. */
export interface Frame {
  /** As it was sent; null once others were joined to it. */
  text: string | null;
  /** Characters of it, as it was sent. */
  length: number;
  head: string;
  /** Null where it isn't JSON. */
  data: Json | null;
  tail: string;
}

/**
 * Reads frames, and joins the words of those that follow each other: of the Responses API, events whose type ends with
 * `.delta`; of chat completions, chunks that have text and nothing else. All other frames stay as they are, byte for byte,
 * and in their order.
 *
 * @param text whole frames
 */
export function readFrames(text: string): Frame[] {
  const joined: Frame[] = [];
  let last: Frame | undefined;
  for (let at = 0; at < text.length;) {
    const frame = readFrame(text, at);
    at += frame.length;
    if (last && join(last, frame)) continue;
    joined.push(frame);
    last = frame;
  }
  return joined;
}

/** Adds the words of a frame to those of the one before it. False when they aren't parts of the same. */
export function join(last: Frame, frame: Frame): boolean {
  const data =
    last.data && frame.data && (joinDeltas(last.data, frame.data) ?? joinChunks(last.data, frame.data));
  if (!data) return false;
  last.data = data;
  last.text = null;
  return true;
}

/** Frames as they are sent. */
export const writeFrames = (frames: Frame[]): string =>
  frames.map((frame) => frame.text ?? frame.head + JSON.stringify(frame.data) + frame.tail).join("");

/** Whole frames, with the words of those that follow each other joined. */
export const joinFrames = (text: string): string => writeFrames(readFrames(text));

/** Words of an answer's text, and what tells the text from others of the same stream. */
export interface FrameWords extends Words {
  key: string;
}

/** The words of a frame that has words of an answer's text and nothing else. */
export function wordsOf({ data }: Frame): FrameWords | undefined {
  if (!data) return undefined;
  if (data.type === "response.output_text.delta") {
    const { delta: text, item_id: id, output_index: at, content_index: part = 0, logprobs = [] } = data;
    const isPlain = Array.isArray(logprobs) && logprobs.length === 0;
    if (typeof text !== "string" || typeof part !== "number" || !isPlain) return undefined;
    return { key: `${String(id)} ${String(at)} ${part}`, text, part };
  }
  const chunk = onlyText(data);
  if (chunk?.name !== "content" || chunk.choice.index !== 0) return undefined;
  return { key: String(data.id), text: chunk.text, part: 0 };
}

/** The frame that begins there; the rest of the text when it has no end. */
function readFrame(text: string, at: number): Frame {
  FRAME.lastIndex = at;
  const [sent, head = "", json, tail = ""] = FRAME.exec(text) ?? [];
  if (sent !== undefined && json !== undefined)
    return { text: sent, length: sent.length, head, data: parse(json), tail };
  END.lastIndex = at;
  const end = END.exec(text) ? END.lastIndex : text.length;
  return { text: text.slice(at, end), length: end - at, head: "", data: null, tail: "" };
}

function parse(json: string): Json | null {
  try {
    const data: unknown = JSON.parse(json);
    return isJson(data) ? data : null;
  } catch {
    return null;
  }
}

/** Of the Responses API: text, reasoning, and arguments of calls. Undefined when they aren't parts of the same. */
function joinDeltas(first: Json, next: Json): Json | undefined {
  const { type } = first;
  if (typeof type !== "string" || !type.endsWith(".delta")) return undefined;
  if (typeof first.delta !== "string" || typeof next.delta !== "string") return undefined;
  const isPart = (key: string) => INCIDENTAL.has(key) || isSame(first[key], next[key]);
  if (!Object.keys(first).every(isPart) || !Object.keys(next).every(isPart)) return undefined;
  return { ...first, delta: first.delta + next.delta };
}

/** Of a chat completion. Undefined when there is more to them than text. */
function joinChunks(first: Json, next: Json): Json | undefined {
  const [before, after] = [onlyText(first), onlyText(next)];
  if (!before || !after || before.name !== after.name || first.id !== next.id) return undefined;
  const delta = { ...before.delta, [before.name]: before.text + after.text };
  return { ...first, choices: [{ ...before.choice, delta }] };
}

/** The text of a chunk that has nothing else, and what it stands in. */
function onlyText(chunk: Json) {
  const { choices, usage } = chunk;
  if (usage || !Array.isArray(choices) || choices.length !== 1) return undefined;
  const choice: unknown = choices[0];
  if (!isJson(choice) || !isJson(choice.delta) || choice.finish_reason || choice.logprobs) return undefined;
  const { delta } = choice;
  const given = Object.keys(delta).filter((key) => key !== "role" && delta[key] !== null);
  const name = TEXTS.find((text) => text === given[0]);
  const text = name && delta[name];
  if (given.length !== 1 || name === undefined || typeof text !== "string") return undefined;
  return { choice, delta, name, text };
}

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Values that aren't simple are only the same when both are empty lists, such as `logprobs`. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other || [one, other].every((value) => Array.isArray(value) && value.length === 0);
