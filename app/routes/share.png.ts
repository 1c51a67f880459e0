import { createHash } from "node:crypto";
import { data } from "react-router";
import { orOneMoment } from "#app/http/unavailable.ts";
import { isShareId } from "#app/sharing/load-share.server.ts";
import { env } from "#app/env.server.ts";
import { PREVIEW_COLOR, shareFacts } from "#app/sharing/preview-picture.ts";
import { previewPng } from "#app/sharing/preview.server.ts";
import { getDatabase } from "#db/client.ts";
import { getPublicShare } from "#db/queries/shares.ts";
import type { Route } from "./+types/share.png";

/** Asked again each time, so that the picture of a revoked share is gone at once. */
const headers = { "cache-control": "public, no-cache", "x-robots-tag": "noindex" };

/** `GET /s/:shareId/preview.png`: the picture that other sites show beside a link to the share. */
export async function loader({ params, request }: Route.LoaderArgs) {
  const { db } = await getDatabase();
  const id = params.shareId;
  const nothing = { from: 0, to: 0 };
  const share = isShareId(id)
    ? await orOneMoment(getPublicShare(db, { id, now: new Date(), range: nothing }))
    : undefined;
  if (!share) throw data(null, { status: 404 });
  const { title, author, length, createdAt } = share;
  const key = createHash("sha256").update(`1 ${id} ${createdAt.getTime()}`).digest("base64url");
  const etag = `"${key}"`;
  if (request.headers.get("if-none-match")?.includes(etag)) {
    return new Response(null, { status: 304, headers: { ...headers, etag } });
  }
  const png = await previewPng(key, {
    app: { name: env.brand.name, color: env.brand.accent?.accent.light ?? PREVIEW_COLOR },
    title,
    plainTitle: "A shared conversation",
    facts: shareFacts({ author, length }),
  });
  if (!png) return new Response(null, { status: 503, headers: { "retry-after": "5" } });
  return new Response(Buffer.from(png), { headers: { ...headers, etag, "content-type": "image/png" } });
}
