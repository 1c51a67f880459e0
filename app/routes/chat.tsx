import { data, type ShouldRevalidateFunctionArgs } from "react-router";
import { noKeptWordsCookie, hasKeptWords, readKeptWords } from "#app/auth/kept-words.ts";
import { pageSession } from "#app/auth/page-session.ts";
import { chatAction } from "#app/chat/form-action.ts";
import { composerOptions } from "#app/chat/composer-options.ts";
import { ConversationHeader } from "#app/conversation/conversation-header.tsx";
import { TemporaryNote } from "#app/conversation/temporary-note.tsx";
import { ConversationPage } from "#app/conversation/conversation-page.tsx";
import { loadConversation, newConversation } from "#app/chat/load-conversation.ts";
import { storedHtmlContext } from "#app/conversation/stored-html.tsx";
import { useDraftOwner } from "#app/conversation/use-draft.ts";
import { env } from "#app/env.server.ts";
import { readForm } from "#app/http/form-body.ts";
import { languageOf } from "#app/http/language.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { naming } from "#app/shell/new-conversation.ts";
import { randomId } from "#app/ui/browser.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/chat";

export async function loader(args: Route.LoaderArgs) {
  const { threadId } = args.params;
  const url = new URL(args.request.url);
  const [before, after, at] = ["before", "after", "at"].map(
    (name) => url.searchParams.get(name) ?? undefined,
  );
  return forViewer(args, async (viewer) => {
    const [loaded, session, words] = await Promise.all([
      threadId
        ? loadConversation({ userId: viewer.userId, origin: url.origin }, threadId, { before, after, at })
        : newConversation(),
      pageSession(viewer),
      threadId ? undefined : readKeptWords(args.request),
    ]);
    if (!loaded) throw data(null, { status: 404 });
    // A document contains the renderings as markup; a navigation in the browser needs them as data.
    const isDocument = !url.pathname.endsWith(".data");
    if (isDocument) args.context.set(storedHtmlContext, loaded.html);
    return {
      conversation: isDocument ? loaded.data : { ...loaded.data, html: Object.fromEntries(loaded.html) },
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
      // What was written before the sign-in, for the composer.
      words,
      composer: composerOptions(),
      chatkit: { ...session, scriptUrl: env.CHATKIT_SCRIPT_URL, domainKey: env.CHATKIT_DOMAIN_KEY },
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const { request, params } = args;
  const sender = {
    userId,
    threadId: params.threadId,
    timeZone: timeZoneOf(request),
    language: languageOf(request),
    search: new URL(request.url).search,
  };
  const result = await chatAction(sender, await readForm(request));
  const isSent = result instanceof Response && hasKeptWords(request);
  if (isSent) result.headers.append("set-cookie", noKeptWordsCookie());
  return result;
}

/** The page contains a client secret. */
export const headers = () => ({ "cache-control": "no-store" });

export function shouldRevalidate({ nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return naming.isUnderWay(nextUrl.pathname) ? false : defaultShouldRevalidate;
}

export default function Chat({ loaderData, actionData, params }: Route.ComponentProps) {
  const { conversation, viewerId, words: _words, ...page } = loaderData;
  useDraftOwner(viewerId);
  return (
    <main className="conversation-page flex min-w-0 flex-1 flex-col">
      <PageTitle>{conversation.title ?? "New chat"}</PageTitle>
      {conversation.run && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      <ConversationHeader title={conversation.title} threadId={conversation.threadId} />
      <TemporaryNote isTemporary={conversation.place?.isTemporary ?? false} />
      <ConversationPage
        {...page}
        threadId={params.threadId ?? null}
        data={conversation}
        formError={actionData?.error ?? null}
      />
    </main>
  );
}
