import type { Attachment } from "./protocol/attachments.ts";
import type { StreamOptions, ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem, UserMessageItem, WidgetItem } from "./protocol/items.ts";
import type { Action, AttachmentCreateParams, FeedbackKind } from "./protocol/requests.ts";
import type { ThreadMetadata } from "./protocol/threads.ts";

/** Speech to be written down. `mimeType` as it was sent (`audio/webm;codecs=opus`), `mediaType` without parameters. */
export interface AudioInput {
  data: Uint8Array;
  mimeType: string;
  mediaType: string;
}

/**
 * What an application adds to the protocol. Streams may change `thread` (title, status, metadata, allowed
 * image domains): the change is stored and announced after their next event. They end early when `signal`
 * aborts, whether or not they listen to it.
 */
export interface ChatKitHandlers<Context> {
  /** Answers a thread. `input` is absent when there is no new message: after a tool's output or a form. */
  respond(
    thread: ThreadMetadata,
    input: UserMessageItem | null,
    context: Context,
    signal: AbortSignal,
  ): AsyncIterable<ThreadStreamEvent>;
  /** Answers a click in a widget, or an action the page sent (`sender` null). */
  action?(
    thread: ThreadMetadata,
    action: Action,
    sender: WidgetItem | null,
    context: Context,
    signal: AbortSignal,
  ): AsyncIterable<ThreadStreamEvent>;
  /** Like `action`, answered at once with one changed item. The handler stores it. */
  syncAction?(
    thread: ThreadMetadata,
    action: Action,
    sender: WidgetItem | null,
    context: Context,
  ): Promise<{ updated_item?: ThreadItem | undefined }>;
  /** In place of `store.saveFeedback`. */
  feedback?(threadId: string, itemIds: string[], kind: FeedbackKind, context: Context): Promise<void>;
  /** First phase of an upload: makes the record, which the server then stores. */
  createAttachment?(params: AttachmentCreateParams, context: Context): Promise<Attachment>;
  /** Deletes the bytes; the record goes afterwards. */
  deleteAttachment?(attachmentId: string, context: Context): Promise<void>;
  transcribe?(audio: AudioInput, context: Context): Promise<{ text: string }>;
  /** Default: `{ allow_cancel: true }`. */
  streamOptions?(thread: ThreadMetadata, context: Context): StreamOptions;
}
