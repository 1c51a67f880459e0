import { AsyncLocalStorage } from "node:async_hooks";
import type { Attributes, Span } from "@opentelemetry/api";

/*
 * The spans of requests and of the runs that they start. Without an OTLP endpoint, `traceWith` isn't called, and all of
 * this only calls the work that it is given (docs/decisions/0024-traces.md). Of OpenTelemetry there are only types here.
 */

/** The values of OpenTelemetry's `SpanKind`. */
export const KIND = { internal: 0, server: 1, client: 2 } as const;
const STATUS_ERROR = 2;

export interface SpanStart {
  attributes: Attributes;
  /** Default: internal. */
  kind?: (typeof KIND)[keyof typeof KIND];
}

/** What makes spans, when traces are on. */
export interface Tracing {
  /**
   * Starts a span.
   *
   * @param parent a span of this process, or the `traceparent` header of a request; a malformed one counts as none
   */
  start(name: string, options: SpanStart, parent: Span | string | undefined): Span;
}

/**
 * Statements of one request or run that have a span of their own. An import or a long stream has thousands; of the rest, the
 * span of the request or run has the number.
 */
const MAX_STATEMENTS = 100;

/** A request or a run, with what it has started. */
interface Root {
  span: Span;
  /** False when it has ended. Timers that it has left behind get no spans any more. */
  isOpen: boolean;
  statements: number;
}

interface Scope {
  root: Root;
  /** The parent of new spans. */
  span: Span;
}

let tracing: Tracing | undefined;
const scopes = new AsyncLocalStorage<Scope | undefined>();
const runSpans = new Map<string, Span>();

/** Has spans made from now on; with undefined, no more. */
export function traceWith(next: Tracing | undefined): void {
  tracing = next;
}

export const isTracing = (): boolean => tracing !== undefined;

/** The trace of the work that calls this, for the log. */
export const traceId = (): string | undefined => scopes.getStore()?.span.spanContext().traceId;

/**
 * Starts the span of a request.
 *
 * @param traceparent the client's header. Of it, only the ids and the sampling are taken.
 * @returns how to do the work of the request and how to end it; undefined when it isn't traced
 */
export function startRequest(
  name: string,
  { attributes, traceparent }: { attributes: Attributes; traceparent: string | undefined },
): { within(work: () => void): void; end(more: Attributes, failure?: string): void } | undefined {
  const span = tracing?.start(name, { kind: KIND.server, attributes }, traceparent);
  if (!span?.isRecording()) return undefined;
  const root: Root = { span, isOpen: true, statements: 0 };
  return {
    within: (work) => scopes.run({ root, span }, work),
    end(more, failure) {
      span.setAttributes(more);
      if (failure !== undefined) fail(span, failure);
      endRoot(root);
    },
  };
}

/** Names the request that calls this, once its route is known. */
export function nameRequest(name: string, attributes: Attributes): void {
  scopes.getStore()?.root.span.updateName(name).setAttributes(attributes);
}

/** Does the work of a run in a span below that of its request, which it outlives. */
export async function inRun<Result>(
  { id, kind }: { id: string; kind: string },
  work: () => Promise<Result>,
): Promise<Result> {
  const span = startSpan(`run ${kind}`, { attributes: { "chat.run.id": id, "chat.run.kind": kind } });
  if (!span) return work();
  const root: Root = { span, isOpen: true, statements: 0 };
  runSpans.set(id, span);
  try {
    return await within({ root, span }, work);
  } finally {
    runSpans.delete(id);
    endRoot(root);
  }
}

/** Says in the request that calls this which run it follows. One that another request has started is linked. */
export function followsRun(id: string): void {
  const scope = scopes.getStore();
  if (!scope) return;
  scope.root.span.setAttribute("chat.run.id", id);
  const followed = runSpans.get(id)?.spanContext();
  const isOther = followed && followed.traceId !== scope.span.spanContext().traceId;
  if (isOther) scope.root.span.addLink({ context: followed });
}

/** Does work in a span, which gets the kind of an error but not its text. Without a request around it, there is no span. */
export async function inSpan<Result>(
  name: string,
  options: SpanStart,
  work: (span: Span | undefined) => Promise<Result>,
): Promise<Result> {
  const root = scopes.getStore()?.root;
  const span = startSpan(name, options);
  if (!span || !root) return work(undefined);
  try {
    return await within({ root, span }, () => work(span), options.kind);
  } finally {
    span.end();
  }
}

/** Does a statement in a span, as far as its request or run may have more of them. */
export function inStatement<Result>(
  describe: () => { name: string; attributes: Attributes },
  work: () => Promise<Result>,
): Promise<Result> {
  const root = scopes.getStore()?.root;
  if (!root?.isOpen) return work();
  root.statements += 1;
  if (root.statements > MAX_STATEMENTS) return work();
  const { name, attributes } = describe();
  return inSpan(name, { kind: KIND.client, attributes }, work);
}

/** Starts a span that the caller ends; undefined when nothing is traced. */
export function startSpan(name: string, options: SpanStart): Span | undefined {
  const scope = scopes.getStore();
  return scope?.root.isOpen ? tracing?.start(name, options, scope.span) : undefined;
}

/**
 * Adds to the span around the work that calls this.
 *
 * @param failure the kind of error that it ends with
 */
export function markSpan(attributes: Attributes, failure?: string): void {
  const span = scopes.getStore()?.span.setAttributes(attributes);
  if (span && failure !== undefined) fail(span, failure);
}

/** Marks a span as failed. */
export function failSpan(span: Span, error: unknown): void {
  fail(span, errorType(error));
}

/** Adds a moment to the span around the work that calls this. */
export function markMoment(name: string): void {
  scopes.getStore()?.span.addEvent(name);
}

/** Does work that isn't part of the request or run that happens to start it, such as a timer for all. */
export function untraced<Result>(work: () => Result): Result {
  return scopes.getStore() ? scopes.run(undefined, work) : work();
}

/** The kind of an error: its code, status or name, and never its text, which may have a user's words. */
export function errorType(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error ? error.code : undefined;
  if (typeof code === "number") return String(code);
  if (typeof code === "string" && /^[\w.-]{1,60}$/.test(code)) return code;
  if ("status" in error && typeof error.status === "number") return String(error.status);
  // Those of OpenAI's client are all named alike.
  return error.name === "Error" ? error.constructor.name : error.name;
}

async function within<Result>(
  scope: Scope,
  work: () => Promise<Result>,
  kind: SpanStart["kind"] = KIND.internal,
): Promise<Result> {
  try {
    return await scopes.run(scope, work);
  } catch (error) {
    // What a client is refused for isn't an error of the server, as with the spans of requests.
    const isRefusal = kind !== KIND.client && isClientError(error);
    if (isRefusal) scope.span.setAttribute("error.type", errorType(error));
    else failSpan(scope.span, error);
    throw error;
  }
}

const isClientError = (error: unknown): boolean =>
  error instanceof Error && "status" in error && Number(error.status) >= 400 && Number(error.status) < 500;

function fail(span: Span, type: string): void {
  span.setAttribute("error.type", type).setStatus({ code: STATUS_ERROR });
}

function endRoot(root: Root): void {
  root.isOpen = false;
  const more = root.statements - MAX_STATEMENTS;
  if (more > 0) root.span.setAttribute("chat.db.untraced_statements", more);
  root.span.end();
}
