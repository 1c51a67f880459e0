/* What the package `chatkit-server` exports as a whole: see packages/chatkit-server. */

export { createChatKitServer } from "./server.ts";
export type {
  AudioInput,
  ChatKitHandlers,
  ChatKitServer,
  ChatKitServerOptions,
  ProcessResult,
} from "./server.ts";
export { createChatKitHandler, type ChatKitHandlerOptions, type RequestHandler } from "./http/handler.ts";
export { type CorsOptions, withCors } from "./http/cors.ts";
export {
  answerText,
  emptyMessage,
  type NewMessage,
  streamMessage,
  userText,
  wholeMessage,
} from "./messages.ts";
export {
  ChatKitError,
  type ChatKitErrorCode,
  type ChatKitErrorOptions,
  CustomStreamError,
  type RequestIssue,
  StreamError,
  type StreamErrorCode,
} from "./errors.ts";
export { type FileLinks, fileReference, idOfFileReference } from "./file-links.ts";
export { newId } from "./ids.ts";
export { toPage } from "./page.ts";
export { encodeComment, encodeEvent, EVENT_STREAM, parseEvents, type ParsedEvent } from "./sse.ts";
export type { PageRequest, Store, StoreItemType } from "./store.ts";
export type * from "./protocol/index.ts";
