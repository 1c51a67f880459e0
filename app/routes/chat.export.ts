import { data } from "react-router";
import { forViewer } from "#app/auth/viewer-middleware.ts";
import { exportConversation, isFormat } from "#app/history/exchange/export-conversation.server.ts";
import { countPageRequest } from "#app/limits/page-requests.ts";
import { download } from "#app/http/download.ts";
import { getDatabase } from "#db/client.ts";
import { listWholeConversations } from "#db/queries/conversation-copies.ts";
import type { Route } from "./+types/chat.export";

/** `GET /chat/:threadId/export?format=md|json|html`: the conversation as a file. */
export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId }) => {
    await countPageRequest("exports", userId);
    const format = new URL(args.request.url).searchParams.get("format") ?? "md";
    const { db } = await getDatabase();
    const ids = [args.params.threadId];
    const [conversation] = await listWholeConversations(db, { userId, ids, limit: 1 });
    if (!conversation || !isFormat(format)) throw data(null, { status: 404 });
    return download(exportConversation(db, conversation, { format, now: new Date() }));
  });
}
