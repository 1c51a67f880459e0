import { z } from "zod";
import { createThread, listThreads } from "#app/assistant/bridge.server.ts";
import { requireCaller } from "#app/auth/caller.server.ts";
import { api, methodNotAllowed, privateJson } from "#app/http/api.ts";
import { readOptionalJson } from "#app/http/json-body.ts";
import { pageQuery } from "#app/http/page-query.ts";
import { parseInput } from "#app/http/parse-input.ts";

const NewThread = z.object({ title: z.string().trim().min(1).max(300).optional() });

/** `GET /api/chatkit/threads?limit&order&after&q` */
export const loader = api(async ({ request }) => {
  const { userId } = await requireCaller(request);
  return privateJson(await listThreads(userId, pageQuery(request)));
});

/** `POST /api/chatkit/threads {title?}`: an empty thread. */
export const action = api(async ({ request }) => {
  if (request.method !== "POST") return methodNotAllowed("GET", "POST");
  const { userId } = await requireCaller(request);
  const { title } = parseInput(NewThread, await readOptionalJson(request));
  return privateJson(await createThread(userId, title), { status: 201 });
});
