import { unlessUnchanged } from "#app/http/unchanged.ts";
import { loadChatPage, withHtml } from "./chat-page.server.ts";
import type { Route } from "./+types/chat.data";

/**
 * `GET /chat/:threadId/data`: the data of a conversation page, for the memory of the page's script. 304 when that has it
 * already. The browser's own cache may not keep it, because the data contains a client secret.
 */
export async function loader(args: Route.LoaderArgs) {
  const page = withHtml(await loadChatPage(args, args.params.threadId));
  const { sendKey: _sendKey, conversation, ...rest } = page;
  const { loadedAt: _loadedAt, ...content } = conversation;
  return unlessUnchanged(args.request, page, { ...rest, content });
}
