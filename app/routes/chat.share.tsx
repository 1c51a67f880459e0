import { data, Link, redirect } from "react-router";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { ExportSection } from "#app/history/export-section.tsx";
import { orOneMoment } from "#app/http/unavailable.ts";
import { listedShares } from "#app/sharing/listed-shares.server.ts";
import { shareAction } from "#app/sharing/share-action.server.ts";
import { ShareSections } from "#app/sharing/share-sections.tsx";
import { PageHeader } from "#app/shell/page-header.tsx";
import { getDatabase } from "#db/client.ts";
import { hasFilesToShare } from "#db/queries/shares.ts";
import { listWholeConversations } from "#db/queries/conversation-copies.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/chat.share";

/** Shares of one conversation that the page shows. */
const LIMIT = 50;

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId, name, isGuest }) => {
    const { title, conversationId } = await findThread(userId, args.params.threadId);
    const { db } = await getDatabase();
    const { searchParams, origin } = new URL(args.request.url);
    const here = { now: new Date(), origin };
    const [hasFiles, listed] = await Promise.all([
      hasFilesToShare(db, { userId, conversationId }),
      listedShares(db, { userId, conversationId, limit: LIMIT }, here),
    ]);
    return {
      title,
      conversationId,
      hasFiles,
      viewerName: isGuest ? null : name,
      timeZone: timeZoneOf(args.request),
      done: searchParams.get("done"),
      ...listed,
    };
  });
}

/** `{intent: create | update | revoke, share?, ends?, name?, files?}` */
export async function action(args: Route.ActionArgs) {
  const { userId, name } = await requireViewer(args);
  const form = await readForm(args.request);
  const { db } = await getDatabase();
  const thread = await orOneMoment(findThread(userId, args.params.threadId));
  const result = await orOneMoment(shareAction(form, { db, userId, name, now: new Date() }, thread));
  if (result.kind === "not_found") throw data(null, { status: 404 });
  if (result.kind === "refused") return data(result, { status: 400 });
  throw redirect(`/chat/${args.params.threadId}/share?done=${result.intent}`, 303);
}

/** @throws a 404 response when the user has no such conversation */
async function findThread(userId: string, id: string) {
  const { db } = await getDatabase();
  const [found] = await listWholeConversations(db, { userId, ids: [id], limit: 1 });
  if (!found) throw data(null, { status: 404 });
  return { conversationId: id, title: found.title, temporary: found.temporary };
}

export default function ChatShare({ loaderData, actionData }: Route.ComponentProps) {
  const { title, conversationId } = loaderData;
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-24 md:px-8">
      <PageTitle>{`Share “${title ?? "Untitled"}”`}</PageTitle>
      <PageHeader title="Share or export" />
      <div className="space-y-10">
        <ShareSections {...loaderData} problem={actionData?.message} />
        <ExportSection path={`/chat/${conversationId}/export`} />
        <p className="flex flex-wrap gap-3">
          <Link to={`/chat/${conversationId}`} className="button">
            Back to the conversation
          </Link>
          <Link to="/history/shared" className="button">
            All that you share
          </Link>
        </p>
      </div>
    </main>
  );
}
