import { z } from "zod";
import { between, EnvError, httpUrl, optional, whole, withDefault } from "./env-fields.ts";

/*
 * OpenTelemetry's own variables, as its specification names them. The exporter reads those of its connection itself, and
 * ignores what it doesn't understand; they are checked here so that a wrong one stops the start.
 */

const pairs = z
  .string()
  .regex(
    /^\s*[^\s,=;]+=[^,;]*(,\s*[^\s,=;]+=[^,;]*)*,?\s*$/,
    "must be pairs such as a=1,b=2, with %20 for a space",
  );

const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export const traceFields = {
  OTEL_SDK_DISABLED: withDefault(z.stringbool({ error: "must be true or false" }), "false"),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(httpUrl),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional(httpUrl),
  OTEL_EXPORTER_OTLP_HEADERS: optional(pairs),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: optional(pairs),
  OTEL_EXPORTER_OTLP_PROTOCOL: optional(z.string()),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: optional(z.string()),
  OTEL_EXPORTER_OTLP_TIMEOUT: optional(whole(1, 600_000)),
  OTEL_EXPORTER_OTLP_COMPRESSION: optional(z.enum(["none", "gzip"])),
  OTEL_SERVICE_NAME: withDefault(z.string(), "chat"),
  OTEL_RESOURCE_ATTRIBUTES: optional(pairs),
  OTEL_TRACES_SAMPLER: withDefault(z.enum(SAMPLERS), "parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: withDefault(between(0, 1), "1"),
};

type TraceFields = z.output<z.ZodObject<typeof traceFields>>;

/**
 * The URL to which spans are sent; undefined for none.
 *
 * @throws {EnvError} when the endpoint is to be spoken to in a protocol that the app doesn't have
 */
export function tracesUrl(raw: TraceFields): string | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = raw;
  if (raw.OTEL_SDK_DISABLED || !(own ?? base)) return undefined;
  for (const name of ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"] as const) {
    if (raw[name] === undefined) continue;
    if (raw[name] === "http/protobuf") break;
    throw new EnvError(`${name}: must be http/protobuf, which collectors take on port 4318`);
  }
  return own ?? `${base?.replace(/\/$/, "")}/v1/traces`;
}
