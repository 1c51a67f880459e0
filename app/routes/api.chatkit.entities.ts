import { requireCaller } from "#app/auth/caller.ts";
import { EntityQuery } from "#app/entities/entity-schemas.ts";
import { findEntities } from "#app/entities/find-entities.ts";
import { env } from "#app/env.server.ts";
import { api, privateJson } from "#app/http/api.ts";
import { parseInput } from "#app/http/parse-input.ts";
import { countRequest } from "#app/limits/requests.ts";
import { getDatabase } from "#db/client.ts";
import type { Route } from "./+types/api.chatkit.entities";

/** `GET /api/chatkit/entities?q=` → `{data: Entity[]}`: the entities that a message can mention with `@`. */
const route = api({
  async GET({ request }: Route.LoaderArgs) {
    const { userId } = await requireCaller(request);
    const { q } = parseInput(EntityQuery, Object.fromEntries(new URL(request.url).searchParams));
    await countRequest("searches", userId);
    const { db } = await getDatabase();
    const found = await findEntities(db, { userId, q });
    return privateJson({ data: env.TASKS ? found : found.filter(({ data }) => data.kind !== "task") });
  },
});
export const loader = route;
export const action = route;
