import { fileResponse } from "#app/files/content.ts";
import { api } from "#app/http/api.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { isShareId } from "#app/sharing/load-share.server.ts";
import { getDatabase } from "#db/client.ts";
import { ownerOfSharedFile } from "#db/queries/shares.ts";
import type { Route } from "./+types/share.file";

/**
 * `GET /s/:shareId/files/:fileId`: a file that a share shows. The share is asked each time, so that its files are gone
 * with it.
 */
export const loader = api({
  async GET({ params: { shareId: id, fileId }, request }: Route.LoaderArgs) {
    const { db } = await getDatabase();
    const userId = isShareId(id) ? await ownerOfSharedFile(db, { id, fileId, now: new Date() }) : undefined;
    if (userId === undefined) throw new ChatKitError("not_found", "There is no such file.");
    const response = await fileResponse(fileId, { request, userId });
    response.headers.set("x-robots-tag", "noindex");
    return response;
  },
});
