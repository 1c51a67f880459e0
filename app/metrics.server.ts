import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/* What this process counts for Prometheus. docs/observability.md has the names and what to watch. */

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const registers = [registry];
/** Buckets in seconds, from what a page takes to what a long answer takes. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

export const requestSeconds = new Histogram({
  name: "chat_http_request_duration_seconds",
  help: "Time until the headers of a response, by method, route and status",
  labelNames: ["method", "route", "status"] as const,
  buckets: SECONDS.slice(0, 11),
  registers,
});
export const openStreams = new Gauge({
  name: "chat_open_streams",
  help: "Event streams that clients read at the moment",
  registers,
});
export const runs = new Counter({
  name: "chat_runs_total",
  help: "Answers that have ended, by how (done, cancelled, failed, interrupted) and why",
  labelNames: ["status", "reason"] as const,
  registers,
});
export const runSeconds = new Histogram({
  name: "chat_run_duration_seconds",
  help: "Time from a send to the end of its answer",
  buckets: SECONDS,
  registers,
});
export const firstEventSeconds = new Histogram({
  name: "chat_run_first_event_seconds",
  help: "Time from a send to the first event of its answer, with its wait in the queue",
  buckets: SECONDS,
  registers,
});
export const modelFirstTokenSeconds = new Histogram({
  name: "chat_model_first_token_seconds",
  help: "Time from a request to a model to its first token",
  labelNames: ["model"] as const,
  buckets: SECONDS,
  registers,
});
export const modelFailures = new Counter({
  name: "chat_model_failures_total",
  help: "Requests to a model that failed, by the kind of error",
  labelNames: ["model", "error"] as const,
  registers,
});
export const modelTokens = new Counter({
  name: "chat_model_tokens_total",
  help: "Tokens of answers that have ended",
  labelNames: ["model", "direction"] as const,
  registers,
});
export const flushSeconds = new Histogram({
  name: "chat_run_flush_duration_seconds",
  help: "Time to write the new events of all answers under way to the database",
  buckets: SECONDS.slice(0, 11),
  registers,
});
export const exportedSpans = new Counter({
  name: "chat_spans_total",
  help: "Spans of traces, by whether the collector took them (sent, lost)",
  labelNames: ["outcome"] as const,
  registers,
});

/** Has a value read whenever it is asked for. Tests may start several parts in one process; the last one counts. */
export function gauge(name: string, help: string, read: () => number): void {
  registry.removeSingleMetric(name);
  const metric = new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(read());
    },
  });
  registry.registerMetric(metric);
}

/** Has the connections of a database pool read whenever they are asked for. */
export function poolGauge(read: () => Record<"total" | "idle" | "waiting", number>): void {
  registry.removeSingleMetric("chat_database_connections");
  const metric = new Gauge({
    name: "chat_database_connections",
    help: "Connections of the pool, and requests and answers that wait for one",
    labelNames: ["state"] as const,
    registers: [],
    collect() {
      for (const [state, count] of Object.entries(read())) this.set({ state }, count);
    },
  });
  registry.registerMetric(metric);
}
