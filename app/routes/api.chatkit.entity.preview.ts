import { requireCaller } from "#app/auth/caller.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { previewEntity } from "#app/entities/entity-preview.ts";
import { api, privateJson } from "#app/http/api.ts";
import { localNowOf } from "#app/http/local-now.ts";
import { getDatabase } from "#db/client.ts";
import type { Route } from "./+types/api.chatkit.entity.preview";

/** `GET /api/chatkit/entities/:id/preview` → `{preview: widget}`: the current state of the entity. */
const route = api({
  async GET({ request, params }: Route.LoaderArgs) {
    const { userId } = await requireCaller(request);
    const { db } = await getDatabase();
    const local = localNowOf(request);
    const preview = await previewEntity(db, { userId, id: params.entityId }, local);
    if (!preview) throw new ChatKitError("not_found", "There is no such task or conversation.");
    return privateJson({ preview });
  },
});
export const loader = route;
export const action = route;
