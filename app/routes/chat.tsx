import type { ShouldRevalidateFunctionArgs } from "react-router";
import { noKeptWordsCookie, hasKeptWords } from "#app/auth/kept-words.ts";
import type { ChatPage } from "#app/chat/chat-page.ts";
import { chatAction } from "#app/chat/form-action.ts";
import { ConversationHeader } from "#app/conversation/conversation-header.tsx";
import { TemporaryNote } from "#app/conversation/temporary-note.tsx";
import { ConversationPage } from "#app/conversation/conversation-page.tsx";
import { loadPage } from "#app/conversation/memory/load-page.ts";
import { useShownPage } from "#app/conversation/memory/use-shown-page.ts";
import { storedHtmlContext } from "#app/conversation/stored-html.tsx";
import { useDraftOwner } from "#app/conversation/use-draft.ts";
import { readForm } from "#app/http/form-body.ts";
import { languageOf } from "#app/http/language.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { requireViewer } from "#app/auth/viewer-middleware.ts";
import { naming } from "#app/shell/new-conversation.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import { loadChatPage, withHtml } from "./chat-page.server.ts";
import type { Route } from "./+types/chat";

export async function loader(args: Route.LoaderArgs): Promise<ChatPage> {
  const loaded = await loadChatPage(args, args.params.threadId);
  if (new URL(args.request.url).pathname.endsWith(".data")) return withHtml(loaded);
  // A document contains the renderings as markup.
  args.context.set(storedHtmlContext, loaded.html);
  return loaded.page;
}

/** Pages of this visit are in memory, and those that the user is about to open. */
export function clientLoader({ request, serverLoader }: Route.ClientLoaderArgs): Promise<ChatPage> {
  return loadPage(request, serverLoader);
}

export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const { request, params } = args;
  const { search, origin } = new URL(request.url);
  const sender = {
    userId,
    threadId: params.threadId,
    timeZone: timeZoneOf(request),
    language: languageOf(request),
    search,
    origin,
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
  const { conversation, viewerId, words: _words, isStale = false, ...page } = loaderData;
  useDraftOwner(viewerId);
  useShownPage(loaderData);
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
        isStale={isStale}
        formError={actionData?.error ?? null}
      />
    </main>
  );
}
