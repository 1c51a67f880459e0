import { data, redirect } from "react-router";
import { getViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { log } from "#app/log.server.ts";
import { continueShare } from "#app/sharing/continue.server.ts";
import { isShareId, loadShare } from "#app/sharing/load-share.server.ts";
import { SharedConversation } from "#app/sharing/shared-conversation.tsx";
import { isView } from "#app/sharing/views.server.ts";
import { getDatabase } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { countShareView } from "#db/queries/shares.ts";
import type { Route } from "./+types/share";

export async function loader(args: Route.LoaderArgs) {
  const { request, params } = args;
  const url = new URL(request.url);
  const { db } = await getDatabase();
  const from = url.searchParams.get("from");
  const [viewer, share] = await Promise.all([
    getViewer(args),
    orOneMoment(loadShare(db, { id: params.shareId, from, now: new Date() })),
  ]);
  if (!share) throw data(null, { status: 404 });
  const isOwner = viewer?.userId === share.ownerId;
  if (!isOwner && isView(request)) {
    countShareView(db, { id: params.shareId, viewerId: viewer?.userId ?? null }).catch((error: unknown) =>
      log.warn({ err: error }, "a view of a share could not be counted"),
    );
  }
  return {
    share: share.page,
    reader: isOwner ? ("owner" as const) : viewer ? ("user" as const) : ("visitor" as const),
    manageUrl: isOwner ? `/chat/${share.conversationId}/share` : null,
    copyKey: newId("key"),
    timeZone: timeZoneOf(request),
    origin: url.origin,
  };
}

/** `{key}`: gives the viewer a conversation of their own with the same messages, and leads to it. */
export async function action(args: Route.ActionArgs) {
  const id = args.params.shareId;
  if (!(await getViewer(args))) throw redirect(`/sign-in?next=${encodeURIComponent(`/s/${id}`)}`, 303);
  const { userId } = await requireViewer(args);
  const key = (await readForm(args.request)).get("key");
  const { db } = await getDatabase();
  const copy = { id, userId, key: typeof key === "string" ? key : "", now: new Date() };
  const conversationId = isShareId(id) ? await orOneMoment(continueShare(db, copy)) : undefined;
  if (!conversationId) throw data(null, { status: 404 });
  throw redirect(`/chat/${conversationId}`, 303);
}

/** Stored nowhere, so that a revoked share is gone at once. */
export const headers = () => ({ "cache-control": "no-store", "x-robots-tag": "noindex, nofollow" });

export function meta({ loaderData, matches }: Route.MetaArgs) {
  const { name } = matches[0].loaderData.brand;
  const robots = { name: "robots", content: "noindex, nofollow" };
  if (!loaderData) return [{ title: `Not found · ${name}` }, robots];
  const { share, origin } = loaderData;
  const picture = `${origin}/s/${share.id}/preview.png`;
  return [
    { title: `${share.title} · ${name}` },
    robots,
    { name: "description", content: share.description },
    { property: "og:type", content: "article" },
    { property: "og:site_name", content: name },
    { property: "og:title", content: share.title },
    { property: "og:description", content: share.description },
    { property: "og:url", content: `${origin}/s/${share.id}` },
    { property: "og:image", content: picture },
    { property: "og:image:type", content: "image/png" },
    { property: "og:image:width", content: "1200" },
    { property: "og:image:height", content: "630" },
    { property: "og:image:alt", content: `“${share.title}”, a shared conversation` },
    { name: "twitter:card", content: "summary_large_image" },
  ];
}

export default function Share({ loaderData }: Route.ComponentProps) {
  const { origin: _origin, ...page } = loaderData;
  return <SharedConversation {...page} />;
}
