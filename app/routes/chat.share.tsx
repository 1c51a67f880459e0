import { data, Link, redirect } from "react-router";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { listedShares } from "#app/sharing/listed-shares.server.ts";
import { shareAction } from "#app/sharing/share-action.server.ts";
import { ShareForm } from "#app/sharing/share-form.tsx";
import { ShareList } from "#app/sharing/share-list.tsx";
import { PageHeader } from "#app/shell/page-header.tsx";
import { getDatabase } from "#db/client.ts";
import { listWholeConversations } from "#db/queries/conversation-copies.ts";
import type { Route } from "./+types/chat.share";

/** Shares of one conversation that the page shows. */
const LIMIT = 50;

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId, name, isGuest }) => {
    const { title, conversationId } = await findThread(userId, args.params.threadId);
    const { db } = await getDatabase();
    const { searchParams, origin } = new URL(args.request.url);
    const here = { now: new Date(), origin };
    return {
      title,
      conversationId,
      viewerName: isGuest ? null : name,
      timeZone: timeZoneOf(args.request),
      done: searchParams.get("done"),
      ...(await listedShares(db, { userId, conversationId, limit: LIMIT }, here)),
    };
  });
}

/** `{intent: create | update | revoke, share?, ends?, name?}` */
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

const DONE: Record<string, string> = {
  create: "The link is ready. Everybody who knows it can read this copy.",
  update: "The link now shows the conversation as it is.",
  revoke: "The share is revoked. Its link leads nowhere anymore.",
};

export default function ChatShare({ loaderData, actionData }: Route.ComponentProps) {
  const { title, conversationId, shares, viewerName, timeZone, done } = loaderData;
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-24 md:px-8">
      <title>{`Share “${title ?? "Untitled"}” · Chat`}</title>
      <PageHeader title="Share" />
      <div className="space-y-10">
        {done && DONE[done] && !actionData && <p role="status">{DONE[done]}</p>}
        {actionData && (
          <p role="alert" className="text-danger">
            {actionData.message}
          </p>
        )}
        <section aria-labelledby="new" className="space-y-4">
          <h2 id="new" className="text-lg font-semibold wrap-anywhere">
            {title ?? "Untitled"}
          </h2>
          <p className="max-w-prose text-muted">
            A public link shows a copy of this conversation as it is now: your messages and the answers,
            without files. What you write later isn’t in it. Everybody who knows the link can read it, until
            you revoke it or it ends.
          </p>
          <ShareForm viewerName={viewerName} />
        </section>
        {shares.length > 0 && (
          <section aria-labelledby="existing" className="space-y-4">
            <h2 id="existing" className="text-lg font-semibold">
              Links to this conversation
            </h2>
            <ShareList shares={shares} timeZone={timeZone} ofOne />
          </section>
        )}
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
