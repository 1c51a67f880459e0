import { requireCaller } from "#app/auth/caller.ts";
import { attachmentWithLinks } from "#app/chatkit/file-links.ts";
import { fileLinks } from "#app/files/file-links.ts";
import { uploadDirectly } from "#app/files/upload.ts";
import { api, privateJson } from "#app/http/api.ts";
import { countRequest } from "#app/limits/requests.ts";
import type { Route } from "./+types/api.chatkit.attachments";

/** `POST /api/chatkit/attachments`: stores the file of a form (`file`), and answers with its attachment. */
const route = api({
  async POST({ request }: Route.ActionArgs) {
    const { userId } = await requireCaller(request);
    await countRequest("uploads", userId);
    const attachment = await uploadDirectly(userId, request);
    const links = fileLinks({ userId, origin: new URL(request.url).origin });
    return privateJson(attachmentWithLinks(attachment, links), { status: 201 });
  },
});
export const loader = route;
export const action = route;
