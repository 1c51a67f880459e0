import type { AnswerEnd } from "./protocol/items.ts";
import type { ErrorEvent } from "./protocol/events.ts";

/** The codes of refusals and their HTTP status. */
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
  unavailable: 503,
} as const;
export type ChatKitErrorCode = keyof typeof STATUS_OF_CODE;

/** One thing that is wrong with a request. */
export interface RequestIssue {
  /** The place in the request, such as `params.input.content.0.text`. Empty for the request as a whole. */
  path: string;
  message: string;
  /** Names the kind of issue to programs: a code of zod's, or one of the protocol's such as `message_empty`. */
  code?: string;
}

export interface ChatKitErrorOptions extends ErrorOptions {
  /** What is wrong with the fields of an `invalid_request`. */
  issues?: RequestIssue[];
  /** Whether the client offers to try again. */
  allowRetry?: boolean;
  /** Seconds after which the request may be sent again. */
  retryAfter?: number;
  /** What is stored with the part of the answer that there is. */
  end?: AnswerEnd;
}

/** A refusal. Its message is written for users and may be sent to the client. */
export class ChatKitError extends Error {
  readonly code: ChatKitErrorCode;
  readonly allowRetry: boolean | undefined;
  readonly issues: readonly RequestIssue[];
  readonly retryAfter: number | undefined;

  constructor(code: ChatKitErrorCode, message: string, options: ChatKitErrorOptions = {}) {
    super(message, options);
    this.name = "ChatKitError";
    this.code = code;
    this.allowRetry = options.allowRetry;
    this.issues = options.issues ?? [];
    this.retryAfter = options.retryAfter;
  }

  get status(): number {
    return STATUS_OF_CODE[this.code];
  }
}

/** Codes for which ChatKit has its own message in the user's language (chatkit-python `errors.py`). */
export type StreamErrorCode = Exclude<ErrorEvent["code"], "custom">;

/** Ends a handler's stream with one of ChatKit's own messages. The client offers a retry by default. */
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

/** Ends a handler's stream with a message of the app's own. The client offers no retry by default. */
export class CustomStreamError extends Error {
  readonly allowRetry: boolean;
  readonly end: AnswerEnd;

  constructor(message: string, options: ChatKitErrorOptions = {}) {
    super(message, options);
    this.name = "CustomStreamError";
    this.end = options.end ?? "failed";
    this.allowRetry = options.allowRetry ?? false;
  }
}

export const DEFAULT_ERROR_MESSAGE = "Something went wrong while answering. Please try again.";

/** The event that ends a stream after `error`. It contains only messages that were written for users. */
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
