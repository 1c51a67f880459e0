import { resolve } from "node:path";
import { expect, it } from "vitest";
import { isServerOnly, refusedImport } from "./refused-import.ts";
import { ROOMS } from "./rooms.ts";

const refused = (path: string, source: string, isType = false) =>
  refusedImport({ file: resolve(import.meta.dirname, "../..", path), source, isType });

it.each([
  ["app/chatkit/server.ts", "#db/types.ts"],
  ["app/chatkit/server.ts", "../runs/follow.ts"],
  ["app/chatkit/server.ts", "react"],
  ["app/chatkit/server.ts", "node:fs"],
  ["app/runs/follow.ts", "#app/assistant/respond.ts"],
  ["app/conversation/transcript.tsx", "#app/assistant/respond.ts"],
  ["app/conversation/transcript.tsx", "#app/chat/load-conversation.ts"],
  ["app/assistant/respond.ts", "#app/routes/chat.tsx"],
  ["app/assistant/respond.ts", "#app/chat/handle-request.ts"],
  ["app/http/api.ts", "#app/auth/caller.ts"],
  ["app/routes/chat.tsx", "#app/assistant/respond.ts"],
  ["app/ui/use-modal.ts", "#app/shell/preferences.ts"],
  ["app/shell/tabs.ts", "#app/conversation/transcript.tsx"],
  ["app/tasks/task-list.tsx", "#db/queries/tasks.ts"],
  ["app/tasks/task-list.tsx", "./load-tasks.server.ts"],
  ["app/attic/new.ts", "react"],
  ["db/queries/tasks.ts", "#app/tasks/due.ts"],
])("%s may not import %s", (file, source) => {
  expect(refused(file, source)).toBeTruthy();
});

it.each([
  ["app/chatkit/server.ts", "zod"],
  ["app/chatkit/requests/non-streaming.ts", "../errors.ts"],
  ["app/runs/follow.ts", "#app/chatkit/protocol/events.ts"],
  ["app/runs/follow.ts", "#db/queries/runs.ts"],
  ["app/tasks/load-tasks.server.ts", "#db/queries/tasks.ts"],
  ["db/chatkit-store.ts", "#app/chatkit/store.ts"],
  ["app/routes/chat.tsx", "#app/chat/load-conversation.ts"],
  ["app/shell/page-header.tsx", "react"],
  ["app/root.tsx", "./http/secure-headers.ts"],
])("%s may import %s", (file, source) => {
  expect(refused(file, source)).toBeUndefined();
});

it("lets a browser room import types from a server room that is listed for types", () => {
  expect(refused("app/conversation/transcript.tsx", "#app/chat/conversation-data.ts", true)).toBeUndefined();
  expect(refused("app/conversation/transcript.tsx", "#app/assistant/respond.ts", true)).toBeTruthy();
});

it("lets the library import types of packages that it doesn't run", () => {
  expect(refused("app/chatkit/agents/stream-agent-run.ts", "@openai/agents", true)).toBeUndefined();
  expect(refused("app/chatkit/agents/stream-agent-run.ts", "@openai/agents")).toBeTruthy();
  expect(refused("app/chatkit/http/node-listener.ts", "node:fs", true)).toBeTruthy();
});

it("tells server-only files from files that the browser may load", () => {
  expect(isServerOnly("app/chat/load-conversation.ts")).toBe(true);
  expect(isServerOnly("app/markdown/render.server.ts")).toBe(true);
  expect(isServerOnly("app/markdown/pipeline.ts")).toBe(false);
});

it("lists each room after the rooms it imports, so there is no cycle of rooms", () => {
  const names = Object.keys(ROOMS);
  for (const [index, [name, { imports, types = [] }]] of Object.entries(ROOMS).entries()) {
    const above = [...imports, ...types].filter((one) => one in ROOMS && names.indexOf(one) > index);
    expect(above, name).toEqual([]);
  }
});
