import type { ErrorEvent } from "./protocol/events.ts";

/** Each code a caller may see, and the HTTP status that goes with it. */
export const STATUS_OF_CODE = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  not_implemented: 501,
} as const;
export type ChatKitErrorCode = keyof typeof STATUS_OF_CODE;

/** One thing that is wrong with a request. */
export interface RequestIssue {
  /** Where in the request: `params.input.content.0.text`. Empty for the request itself. */
  path: string;
  message: string;
}

export interface ChatKitErrorOptions extends ErrorOptions {
  /** What is wrong, for an `invalid_request` that is about fields. */
  issues?: RequestIssue[];
  /** Whether a client that shows the error should offer to try again. */
  allowRetry?: boolean;
}

/** A refusal whose message is written for the user and may be sent as it is. */
export class ChatKitError extends Error {
  readonly code: ChatKitErrorCode;
  readonly allowRetry: boolean | undefined;
  readonly issues: readonly RequestIssue[];

  constructor(code: ChatKitErrorCode, message: string, options: ChatKitErrorOptions = {}) {
    super(message, options);
    this.name = "ChatKitError";
    this.code = code;
    this.allowRetry = options.allowRetry;
    this.issues = options.issues ?? [];
  }

  get status(): number {
    return STATUS_OF_CODE[this.code];
  }
}

/** Codes that ChatKit words itself, in the user's language (chatkit-python `errors.py`). */
export type StreamErrorCode = Exclude<ErrorEvent["code"], "custom">;

/** Thrown by a handler to end its stream with one of ChatKit's own messages. A retry is offered unless denied. */
export class StreamError extends Error {
  readonly code: StreamErrorCode;
  readonly allowRetry: boolean;

  constructor(code: StreamErrorCode = "stream.error", options: ChatKitErrorOptions = {}) {
    super(code, options);
    this.name = "StreamError";
    this.code = code;
    this.allowRetry = options.allowRetry ?? true;
  }
}

/** Thrown by a handler to end its stream with a message of its own. No retry is offered unless asked for. */
export class CustomStreamError extends Error {
  readonly allowRetry: boolean;

  constructor(message: string, options: ChatKitErrorOptions = {}) {
    super(message, options);
    this.name = "CustomStreamError";
    this.allowRetry = options.allowRetry ?? false;
  }
}

export const DEFAULT_ERROR_MESSAGE = "Something went wrong while answering. Please try again.";

/** The event a stream ends with after `error`. Only messages that were written for users get into it. */
export function toErrorEvent(error: unknown): ErrorEvent {
  if (error instanceof CustomStreamError) {
    return { type: "error", code: "custom", message: error.message, allow_retry: error.allowRetry };
  }
  if (error instanceof StreamError) {
    return { type: "error", code: error.code, message: DEFAULT_ERROR_MESSAGE, allow_retry: error.allowRetry };
  }
  if (error instanceof ChatKitError && error.code !== "internal") {
    return { type: "error", code: "custom", message: error.message, allow_retry: error.allowRetry ?? false };
  }
  return { type: "error", code: "stream.error", message: DEFAULT_ERROR_MESSAGE, allow_retry: true };
}
