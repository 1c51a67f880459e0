import { afterAll, beforeAll, expect, test } from "vitest";
import type { RestThread } from "#app/chat/rest-schemas.ts";
import type { Entity } from "#app/entities/entity-schemas.ts";
import { json, signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;
let ada: Person;

beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
  for (const task of ["Repaint the boat", "Paint the fence tomorrow at 5pm", "Buy paint", "Call Ann"]) {
    await startThread(ada, `Add a task: ${task}`);
  }
});
afterAll(() => app.stop());

const search = async (q: string, person = ada) =>
  (await json<{ data: Entity[] }>(await person.api(`/api/chatkit/entities?${new URLSearchParams({ q })}`)))
    .data;
const titles = async (q: string, group: Entity["group"], person = ada) =>
  (await search(q, person)).filter((entity) => entity.group === group).map(({ title }) => title);
const named = async (q: string, person: Person, title: string) =>
  json<RestThread>(await person.api("/api/chatkit/threads", { method: "POST", body: { title: title || q } }));

test("Tasks are found by title: matches at its start first, then at the start of a word, then anywhere", async () => {
  expect(await titles("paint", "Tasks")).toEqual(["Paint the fence", "Buy paint", "Repaint the boat"]);
  expect(await titles("PAINT the", "Tasks")).toEqual(["Paint the fence", "Repaint the boat"]);
  expect(await titles("nowhere to be found", "Tasks")).toEqual([]);
});

test("An entity has what ChatKit shows and what a message sends to the server", async () => {
  const [entity] = await search("call ann");
  expect(entity).toEqual({
    id: expect.stringMatching(/^task_/),
    title: "Call Ann",
    group: "Tasks",
    icon: "check-circle",
    interactive: true,
    data: { kind: "task" },
  });
});

test("An empty search finds the open tasks by due date, and the latest conversations", async () => {
  const [first] = await titles("", "Tasks");
  expect(first).toBe("Paint the fence");
  expect(await titles("", "Conversations")).toHaveLength(4);
});

test("Completed tasks come after open ones", async () => {
  const eve = await signUp(app.url);
  await startThread(eve, "Add a task: sail north");
  await startThread(eve, "Add a task: sail south");
  await startThread(eve, "Complete sail north");
  expect(await titles("sail", "Tasks", eve)).toEqual(["Sail south", "Sail north"]);
  const [open] = await titles("", "Tasks", eve);
  expect(open).toBe("Sail south");
});

test("At most ten conversations are found by title, and wildcards have no special meaning", async () => {
  const eve = await signUp(app.url);
  for (let n = 0; n < 12; n++) await named("", eve, `Plan number ${n}`);
  await named("", eve, "100% of \\it_");
  expect(await titles("plan", "Conversations", eve)).toHaveLength(10);
  expect(await titles("0%", "Conversations", eve)).toEqual(["100% of \\it_"]);
  expect(await titles("\\it_", "Conversations", eve)).toEqual(["100% of \\it_"]);
  expect(await titles("%", "Conversations", eve)).toEqual(["100% of \\it_"]);
  expect(await titles("'\"\0;--", "Conversations", eve)).toEqual([]);
});

test("A task's preview shows its due date and state", async () => {
  const [entity] = await search("Paint the fence");
  const response = await ada.api(`/api/chatkit/entities/${entity?.id}/preview`, {
    headers: { "x-time-zone": "UTC" },
  });
  const { preview } = await json<{ preview: { type: string } }>(response);
  expect(preview.type).toBe("Basic");
  const shown = JSON.stringify(preview);
  expect(shown).toContain("Paint the fence");
  expect(shown).toContain("Due tomorrow at 5:00");
  expect(shown).toContain("To do");
});

test("A conversation's preview shows its day and first words", async () => {
  const id = await startThread(ada, "What can you do for a beekeeper?");
  const shown = await (await ada.api(`/api/chatkit/entities/${id}/preview`)).text();
  expect(shown).toContain("What can you do for a beekeeper?");
  expect(shown).toContain(String(new Date().getUTCFullYear()));
});

test("Another user's entities are neither found nor previewed", async () => {
  const eve = await signUp(app.url);
  expect(await search("paint", eve)).toEqual([]);
  for (const { id } of await search("paint")) {
    expect((await eve.api(`/api/chatkit/entities/${id}/preview`)).status).toBe(404);
  }
  const thread = await named("", ada, "Ada's own");
  expect((await eve.api(`/api/chatkit/entities/${thread.id}/preview`)).status).toBe(404);
});

test("A cookie is not accepted, and a search text of over 200 characters is refused", async () => {
  const response = await fetch(`${app.url}/api/chatkit/entities?q=a`, { headers: { cookie: ada.cookie } });
  expect(response.status).toBe(401);
  expect((await ada.api(`/api/chatkit/entities?q=${"a".repeat(201)}`)).status).toBe(400);
});
