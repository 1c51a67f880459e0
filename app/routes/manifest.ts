import { env } from "#app/env.server.ts";

/** `GET /manifest.webmanifest`: what an installed app is called, and looks like. */
export function loader() {
  const { name, description } = env.brand;
  const icon = (src: string, type: string, sizes: string) => ({ src, type, sizes });
  const manifest = {
    id: "/chat",
    name,
    short_name: name,
    description,
    start_url: "/chat",
    scope: "/",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#ffffff",
    icons: [
      icon("/favicon.svg", "image/svg+xml", "any"),
      icon("/icon-192.png", "image/png", "192x192"),
      icon("/icon-512.png", "image/png", "512x512"),
      { ...icon("/icon-maskable-512.png", "image/png", "512x512"), purpose: "maskable" },
    ],
    shortcuts: [
      { name: "New chat", url: "/chat" },
      { name: "Tasks", url: "/tasks" },
    ],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { "content-type": "application/manifest+json", "cache-control": "public, max-age=3600" },
  });
}
