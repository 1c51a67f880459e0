import type { JsonSchema } from "./json-schema.ts";

/** The parts of an OpenAPI 3.1 document that ours has. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string; license: object };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  /** By path and method. */
  paths: Record<string, Record<string, DescribedOperation>>;
  components: { securitySchemes: Record<string, object>; schemas: Record<string, JsonSchema> };
}

export interface DescribedOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  /** Any of these names the caller. */
  security: Record<string, string[]>[];
  parameters: DescribedParameter[];
  requestBody?: { required: boolean; content: Record<string, DescribedContent> };
  /** By status. */
  responses: Record<string, DescribedResponse>;
  "x-codeSamples": { lang: string; label: string; source: string }[];
}

export interface DescribedParameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description: string;
  schema: JsonSchema;
}

export interface DescribedContent {
  schema: JsonSchema;
  example?: unknown;
}

export interface DescribedResponse {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Record<string, DescribedContent>;
}
