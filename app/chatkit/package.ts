/* What the package `chatkit-server` exports; see packages/chatkit-server. */

export { createChatKitServer } from "./server.ts";
export type {
  AudioInput,
  ChatKitHandlers,
  ChatKitServer,
  ChatKitServerOptions,
  ProcessResult,
} from "./server.ts";
export { createChatKitHandler, type ChatKitHandlerOptions } from "./http.ts";
export { streamMessage } from "./messages.ts";
export { ChatKitError, CustomStreamError, type ChatKitErrorCode } from "./errors.ts";
export { encodeComment, encodeEvent, EVENT_STREAM, parseEvents, type ParsedEvent } from "./sse.ts";
export { toPage } from "./page.ts";
export type { PageRequest, Store, StoreItemType } from "./store.ts";
export * from "./protocol/index.ts";
