import type { Attachment, UserMessageContent } from "@openai/chatkit";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { plainText } from "../client/outgoing-message.ts";
import type { OpenTurn } from "../client/turns.ts";

/** A message that ChatKit has taken out of its composer. */
export interface SentMessage {
  /** Null for the first one of a conversation. */
  threadId: string | null;
  content: UserMessageContent[];
  /** Its files, as far as the page knows them. */
  attachments: Attachment[];
  /** The tool that was chosen for it. */
  toolId?: string | undefined;
}

/** A request of ChatKit's, as far as it is read here. */
export interface ProtocolRequest {
  type: string;
  params: {
    thread_id?: string;
    input?: {
      content?: UserMessageContent[];
      attachments?: string[];
      inference_options?: { tool_choice?: { id?: string } | null } | null;
    };
  };
}

/**
 * The message that a request brings; undefined for other requests.
 *
 * @param files the files that were uploaded in this page, by id: a request has only their ids
 */
export function messageIn(
  { type, params }: ProtocolRequest,
  files: ReadonlyMap<string, Attachment>,
): SentMessage | undefined {
  if (type !== "threads.create" && type !== "threads.add_user_message") return undefined;
  const { content = [], attachments: ids = [], inference_options } = params.input ?? {};
  const attachments = ids.flatMap((id) => files.get(id) ?? []);
  const toolId = inference_options?.tool_choice?.id;
  return { threadId: params.thread_id ?? null, content, attachments, toolId };
}

/** The message as a draft of the instant view. */
export const draftOf = ({ content }: SentMessage): string => plainText({ content });

const NOT_STORED = "Your message could not be stored. Please send it again.";

/** Reads on until the server has stored the message, or has said why not. */
export async function confirmed({
  events,
}: OpenTurn): Promise<{ opening: ThreadStreamEvent[]; problem?: string }> {
  const opening: ThreadStreamEvent[] = [];
  for (;;) {
    const { done, value: event } = await events.next();
    if (done) return { opening, problem: NOT_STORED };
    if (event.type === "error") return { opening, problem: event.message ?? NOT_STORED };
    opening.push(event);
    const isStored = event.type === "thread.item.done" && event.item.type === "user_message";
    if (isStored) return { opening };
  }
}
