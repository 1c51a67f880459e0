import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { ExportResultCode, parseTraceParent } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";
import { exportedSpans } from "./metrics.server.ts";
import { errorType, traceWith, type Tracing } from "./traces.server.ts";

/* Sends spans to an OTLP endpoint. Imported only when there is one. */

/** Spans that wait to be sent; more are dropped. They are a few MB at most. */
const MAX_WAITING = 2_048;
/** A collector that is away is logged at most this often. */
const WARN_EVERY_MS = 10 * 60_000;
/** Longest value of an attribute, in characters. */
const MAX_VALUE = 2_000;

/**
 * Starts tracing. The provider isn't registered globally, because libraries that find one there add spans with contents
 * that aren't ours to choose.
 *
 * @returns a function that sends what is left, for at most the given time, and stops
 */
export function startTraces(): (patienceMs: number) => Promise<void> {
  const provider = new TracerProvider({
    resource: resource(),
    sampler: sampler(),
    spanLimits: { attributeValueLengthLimit: MAX_VALUE },
    spanProcessors: [
      new BatchSpanProcessor({ exporter: watched(new OTLPTraceExporter()), maxQueueSize: MAX_WAITING }),
    ],
  });
  traceWith(tracingOf(provider));
  return async (patienceMs) => {
    traceWith(undefined);
    const sent = provider.shutdown().catch(() => undefined);
    await Promise.race([sent, delay(patienceMs, undefined, { ref: false })]);
  };
}

/** Tracing with the spans of a provider. */
export function tracingOf(provider: TracerProvider): Tracing {
  const tracer = provider.getTracer("chat");
  return {
    start(name, options, parent) {
      if (parent === undefined) return tracer.startSpan(name, options, ROOT_CONTEXT);
      if (typeof parent !== "string") {
        return tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, parent));
      }
      // Without `tracestate` and `baggage`: they would export text that a client has chosen.
      const remote = parseTraceParent(parent);
      const context = remote
        ? trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true })
        : ROOT_CONTEXT;
      return tracer.startSpan(name, options, context);
    },
  };
}

function resource() {
  const own = resourceFromAttributes({
    "service.name": env.OTEL_SERVICE_NAME,
    // As in the column `runs.worker_id`.
    "service.instance.id": `${hostname()}:${process.pid}`,
  });
  const given = detectResources({ detectors: [resourceAttributesEnvDetector] });
  return defaultResource().merge(given).merge(own);
}

function sampler(): Sampler {
  const [, isByParent, kind] = /^(parentbased_)?(.*)$/.exec(env.OTEL_TRACES_SAMPLER) ?? [];
  const root =
    kind === "traceidratio"
      ? new TraceIdRatioBasedSampler(env.OTEL_TRACES_SAMPLER_ARG)
      : kind === "always_off"
        ? new AlwaysOffSampler()
        : new AlwaysOnSampler();
  return isByParent ? new ParentBasedSampler({ root }) : root;
}

/** The exporter, whose failures are counted and now and then logged. */
function watched(exporter: SpanExporter): SpanExporter {
  let warnedAt = -Infinity;
  const warn = (error: Error | undefined) => {
    if (performance.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = performance.now();
    log.warn({ error: errorType(error) }, "traces could not be sent, and are dropped; requests go on");
  };
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const isSent = result.code === ExportResultCode.SUCCESS;
        exportedSpans.inc({ outcome: isSent ? "sent" : "lost" }, spans.length);
        if (!isSent) warn(result.error);
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
