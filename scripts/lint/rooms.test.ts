import { resolve } from "node:path";
import { expect, it } from "vitest";
import { refusedImport } from "./rooms.ts";

const from = (file: string) => resolve(import.meta.dirname, "../..", file);

it.each([
  ["app/chatkit/server.ts", "#db/types.ts"],
  ["app/chatkit/server.ts", "../runs/follow.ts"],
  ["app/chatkit/server.ts", "react"],
  ["app/chatkit/server.ts", "node:fs"],
  ["app/runs/follow.ts", "#app/assistant/respond.server.ts"],
  ["app/conversation/transcript.tsx", "#app/assistant/respond.server.ts"],
  ["app/assistant/respond.server.ts", "#app/routes/chat.tsx"],
  ["app/ui/page-header.tsx", "#app/conversation/sidebar.tsx"],
  ["db/queries/tasks.ts", "#app/tasks/due.ts"],
])("%s may not import %s", (file, source) => {
  expect(refusedImport(from(file), source)).toBeTruthy();
});

it.each([
  ["app/chatkit/server.ts", "zod"],
  ["app/chatkit/protocol/widget-types.ts", "@openai/chatkit"],
  ["app/chatkit/requests/non-streaming.ts", "../errors.ts"],
  ["app/runs/follow.ts", "#app/chatkit/protocol/events.ts"],
  ["app/runs/follow.ts", "#db/queries/runs.ts"],
  ["db/chatkit-store.ts", "#app/chatkit/store.ts"],
  ["app/routes/chat.tsx", "#app/assistant/bridge.server.ts"],
  ["app/ui/page-header.tsx", "react"],
])("%s may import %s", (file, source) => {
  expect(refusedImport(from(file), source)).toBeUndefined();
});
