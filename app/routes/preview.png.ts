import { env } from "#app/env.server.ts";
import { PREVIEW_COLOR } from "#app/sharing/preview-picture.ts";
import { previewPng } from "#app/sharing/preview.server.ts";

/** `GET /preview.png`: the picture that other sites show beside a link to the app. */
export async function loader() {
  const { name, description, accent } = env.brand;
  const png = await previewPng("/", {
    app: { name, color: accent?.accent.light ?? PREVIEW_COLOR },
    title: description,
    plainTitle: "Ask, and it answers.",
    facts: new URL(env.appOrigin).host,
  });
  if (!png) return new Response(null, { status: 503, headers: { "retry-after": "5" } });
  return new Response(Buffer.from(png), {
    headers: { "content-type": "image/png", "cache-control": "public, max-age=3600" },
  });
}
