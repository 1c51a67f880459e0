import { requireCaller } from "#app/auth/caller.ts";
import { fileResponse } from "#app/files/content.ts";
import { isSigned } from "#app/files/file-links.ts";
import { uploadContent } from "#app/files/upload.ts";
import { api } from "#app/http/api.ts";
import type { Route } from "./+types/api.chatkit.attachment.content";

/**
 * `/api/chatkit/attachments/:attachmentId/content`: the bytes of a file. The signature in the address is the permission to
 * send them (PUT or POST, once) and to read them; a caller with a token may read them without one.
 */
const route = api({
  async GET({ request, params }: Route.LoaderArgs) {
    const userId = isSigned(new URL(request.url)) ? undefined : (await requireCaller(request)).userId;
    return fileResponse(params.attachmentId, { request, userId });
  },
  PUT: receive,
  POST: receive,
});
export const loader = route;
export const action = route;

async function receive({ request, params }: Route.ActionArgs): Promise<Response> {
  await uploadContent(params.attachmentId, request);
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}
