import { expect, test } from "vitest";
import { parseEnv } from "./env.server.ts";

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };

test.each([
  [{}, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "" }, undefined],
  [ENDPOINT, "http://collector:4318/v1/traces"],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "https://a.example.com/otlp/" }, "https://a.example.com/otlp/v1/traces"],
  [{ ...ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://own/x" }, "http://own/x"],
  [{ ...ENDPOINT, OTEL_SDK_DISABLED: "true" }, undefined],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, undefined],
  [
    { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/protobuf" },
    "http://collector:4318/v1/traces",
  ],
  [
    {
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_HEADERS: "api-key=a%20b,x=1==",
      OTEL_RESOURCE_ATTRIBUTES: "a.b=c, d=e",
    },
    "http://collector:4318/v1/traces",
  ],
])("traces of %j go to %s", (source, url) => {
  expect(parseEnv(source).tracesUrl).toBe(url);
});

test.each([
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" },
    /^OTEL_EXPORTER_OTLP_ENDPOINT: must be an http or https URL/,
  ],
  [{ OTEL_EXPORTER_OTLP_HEADERS: "Bearer abc" }, /^OTEL_EXPORTER_OTLP_HEADERS: must be pairs/],
  [
    { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
    /^OTEL_EXPORTER_OTLP_PROTOCOL: must be http\/protobuf/,
  ],
  [{ OTEL_TRACES_SAMPLER: "sometimes" }, /^OTEL_TRACES_SAMPLER: /],
  [{ OTEL_TRACES_SAMPLER_ARG: "2" }, /^OTEL_TRACES_SAMPLER_ARG: must be a number from 0 to 1/],
  [{ OTEL_SDK_DISABLED: "maybe" }, /^OTEL_SDK_DISABLED: must be true or false/],
  [{ OTEL_EXPORTER_OTLP_TIMEOUT: "soon" }, /^OTEL_EXPORTER_OTLP_TIMEOUT: must be a whole number/],
])("%j stops the start with a line that names it", (source, message) => {
  expect(() => parseEnv(source)).toThrow(message);
});
