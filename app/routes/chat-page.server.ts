import { data } from "react-router";
import { readKeptWords } from "#app/auth/kept-words.ts";
import { pageSession } from "#app/auth/page-session.ts";
import { forViewer, type ViewerArgs } from "#app/auth/viewer-middleware.ts";
import type { ChatPage } from "#app/chat/chat-page.ts";
import type { StoredHtml } from "#app/chat/conversation-data.ts";
import { composerOptions } from "#app/chat/composer-options.ts";
import { loadConversation, newConversation } from "#app/chat/load-conversation.ts";
import { env } from "#app/env.server.ts";
import { randomId } from "#app/ui/browser.ts";

/**
 * The data of a conversation page, or of an empty one, and the stored renderings of its items.
 *
 * @throws a redirect without a viewer, and 404 when the viewer has no such conversation
 */
export async function loadChatPage(
  args: ViewerArgs,
  threadId: string | undefined,
): Promise<{ page: ChatPage; html: StoredHtml }> {
  const { searchParams, origin } = new URL(args.request.url);
  const [before, after, at] = ["before", "after", "at"].map((name) => searchParams.get(name) ?? undefined);
  return forViewer(args, async (viewer) => {
    const [loaded, session, words] = await Promise.all([
      threadId
        ? loadConversation({ userId: viewer.userId, origin }, threadId, { before, after, at })
        : newConversation(),
      pageSession(viewer),
      threadId ? undefined : readKeptWords(args.request),
    ]);
    if (!loaded) throw data(null, { status: 404 });
    const page = {
      conversation: loaded.data,
      // ChatKit shows only the newest window and can't scroll to an item, so it stays hidden for these.
      isEarlierWindow: loaded.data.hasLater || at !== undefined,
      target: at ?? null,
      place: [before, after, at]
        .map((id) => id ?? "")
        .join(" ")
        .trim(),
      viewerId: viewer.userId,
      viewerName: viewer.isGuest ? null : viewer.name,
      sendKey: randomId(),
      words,
      composer: composerOptions(),
      chatkit: { ...session, scriptUrl: env.CHATKIT_SCRIPT_URL, domainKey: env.CHATKIT_DOMAIN_KEY },
    };
    return { page, html: loaded.html };
  });
}

/** The page with the renderings as data, which a navigation in the browser needs. */
export const withHtml = ({ page, html }: { page: ChatPage; html: StoredHtml }): ChatPage => ({
  ...page,
  conversation: { ...page.conversation, html: Object.fromEntries(html) },
});
