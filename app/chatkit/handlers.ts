import type { FileLinks } from "./file-links.ts";
import type { Attachment } from "./protocol/attachments.ts";
import type { StreamOptions, ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem, UserMessageItem, WidgetItem } from "./protocol/items.ts";
import type { Action, AttachmentCreateParams, FeedbackKind } from "./protocol/requests.ts";
import type { ThreadMetadata } from "./protocol/threads.ts";

/** Speech to transcribe. `mimeType` is as sent (`audio/webm;codecs=opus`), `mediaType` has no parameters. */
export interface AudioInput {
  data: Uint8Array;
  mimeType: string;
  mediaType: string;
}

/**
 * What an app implements. A handler that streams may change `thread` (title, status, metadata, allowed image
 * domains): the server stores and announces the change after the next event. The server ends the stream when
 * `signal` aborts, whether or not the handler listens to it.
 */
export interface ChatKitHandlers<Context> {
  /** Answers in a thread. `input` is null without a new message: after a tool output or a form. */
  respond(
    thread: ThreadMetadata,
    input: UserMessageItem | null,
    context: Context,
    signal: AbortSignal,
  ): AsyncIterable<ThreadStreamEvent>;
  /** Answers an action of a widget, or of the page (`sender` is null). */
  action?(
    thread: ThreadMetadata,
    action: Action,
    sender: WidgetItem | null,
    context: Context,
    signal: AbortSignal,
  ): AsyncIterable<ThreadStreamEvent>;
  /** Like `action`, answered with one updated item instead of a stream. The handler stores the item. */
  syncAction?(
    thread: ThreadMetadata,
    action: Action,
    sender: WidgetItem | null,
    context: Context,
  ): Promise<{ updated_item?: ThreadItem | undefined }>;
  /** Called instead of `store.saveFeedback`. */
  feedback?(threadId: string, itemIds: string[], kind: FeedbackKind, context: Context): Promise<void>;
  /** First phase of an upload: makes the record. The server stores it. */
  createAttachment?(params: AttachmentCreateParams, context: Context): Promise<Attachment>;
  /** Deletes the bytes. The server then deletes the record. */
  deleteAttachment?(attachmentId: string, context: Context): Promise<void>;
  /** The same file for another message: an edited message has attachments of its own. The handler stores the record. */
  copyAttachment?(attachmentId: string, context: Context): Promise<Attachment>;
  /** Makes the addresses of the files in items that are answered as JSON. The app does it for those of a stream. */
  fileLinks?(context: Context): FileLinks;
  transcribe?(audio: AudioInput, context: Context): Promise<{ text: string }>;
  /** Default: `{ allow_cancel: true }`. */
  streamOptions?(thread: ThreadMetadata, context: Context): StreamOptions;
}
