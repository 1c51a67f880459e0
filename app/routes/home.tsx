import { redirect } from "react-router";
import { allowsGuests } from "#app/auth/new-guest.ts";
import { getViewer } from "#app/auth/viewer-middleware.ts";
import { answeringHost } from "#app/chat/answered-by.ts";
import { firstMessage } from "#app/front/first-message.server.ts";
import { FrontPage } from "#app/front/front-page.tsx";
import { readForm } from "#app/http/form-body.ts";
import { randomId } from "#app/ui/browser.ts";
import type { Route } from "./+types/home";

/** `/` is the start screen for strangers, and redirects to the chat with a session. It writes nothing. */
export async function loader(args: Route.LoaderArgs) {
  if (await getViewer(args)) throw redirect("/chat");
  return {
    sendKey: randomId(),
    guests: allowsGuests(),
    answeringHost: answeringHost(),
    // That of `APP_URL`, where it is set.
    origin: new URL(args.request.url).origin,
  };
}

/** `{text | prompt, key, script?}` sends the first message as a new guest; `intent` `/sign-in` or `/sign-up` leads there. */
export async function action(args: Route.ActionArgs) {
  return firstMessage(args, await readForm(args.request));
}

export function meta({ loaderData, matches }: Route.MetaArgs) {
  const { name, description } = matches[0].loaderData.brand;
  const origin = loaderData?.origin ?? "";
  return [
    { title: name },
    { name: "description", content: description },
    { tagName: "link", rel: "canonical", href: `${origin}/` },
    { property: "og:type", content: "website" },
    { property: "og:site_name", content: name },
    { property: "og:title", content: name },
    { property: "og:description", content: description },
    { property: "og:url", content: `${origin}/` },
    { property: "og:image", content: `${origin}/preview.png` },
    { property: "og:image:type", content: "image/png" },
    { property: "og:image:width", content: "1200" },
    { property: "og:image:height", content: "630" },
    { property: "og:image:alt", content: `${name}: ${description}` },
    { name: "twitter:card", content: "summary_large_image" },
  ];
}

export default function Home({ loaderData, actionData }: Route.ComponentProps) {
  const { origin: _origin, ...page } = loaderData;
  return <FrontPage {...page} refused={actionData} />;
}
