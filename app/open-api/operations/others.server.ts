import { z } from "zod";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { Entity, EntityQuery } from "#app/entities/entity-schemas.ts";
import { named } from "../components.server.ts";
import type { Operation } from "../operation.ts";

const json = (schema: z.ZodType) => [{ type: "application/json", schema }];

const Health = named("Health", z.object({ status: z.literal("ok") }));
const OpenApi = named("OpenApi", z.looseObject({ openapi: z.string() }).describe("This document."));

/** Entities, the calendar, and what the server says about itself. */
export const otherOperations: readonly Operation[] = [
  {
    id: "findEntities",
    method: "get",
    path: "/api/chatkit/entities",
    tag: "Entities",
    summary: "Find tasks and threads to mention with @",
    access: "token",
    query: EntityQuery,
    answers: {
      200: {
        description: "The best matches of each kind.",
        content: json(named("EntityList", z.object({ data: z.array(named("Entity", Entity)) }))),
      },
    },
    errors: [400, 401, 429],
    example: { query: "q=milk" },
  },
  {
    id: "previewEntity",
    method: "get",
    path: "/api/chatkit/entities/{entityId}/preview",
    tag: "Entities",
    summary: "Get the current state of an entity as a widget",
    access: "token",
    headers: ["x-time-zone"],
    answers: {
      200: {
        description: "A widget.",
        content: json(named("EntityPreview", z.object({ preview: WidgetRoot }))),
      },
    },
    errors: [401, 404],
    example: {},
  },
  {
    id: "getCalendar",
    method: "get",
    path: "/tasks.ics",
    tag: "Tasks",
    summary: "Get the open tasks with a date as a calendar",
    description: "For calendar apps. The address with its secret is on the page `/tasks/exchange`.",
    access: "none",
    query: z.object({ secret: z.string().describe("The secret of the calendar's address.") }),
    answers: {
      200: {
        description: "A calendar (RFC 5545).",
        content: [{ type: "text/calendar", schema: named("Calendar", z.string()) }],
      },
    },
    errors: [404],
    example: { query: "secret=$feed" },
  },
  {
    id: "getOpenApi",
    method: "get",
    path: "/api/openapi.json",
    tag: "About",
    summary: "Get this document",
    access: "none",
    answers: { 200: { description: "OpenAPI 3.1.", content: json(OpenApi) } },
    errors: [],
    example: {},
  },
  {
    id: "getHealth",
    method: "get",
    path: "/healthz",
    tag: "About",
    summary: "Ask whether the process is up",
    access: "none",
    answers: { 200: { description: "It is.", content: json(Health) } },
    errors: [],
    example: {},
  },
  {
    id: "getReadiness",
    method: "get",
    path: "/readyz",
    tag: "About",
    summary: "Ask whether the process is ready for traffic",
    description:
      "It is when its database can be reached and is migrated. Otherwise a 503 says what is missing.",
    access: "none",
    answers: { 200: { description: "It is.", content: json(Health) } },
    errors: [],
    example: {},
  },
];
