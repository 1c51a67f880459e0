import { data } from "react-router";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { localNowOf } from "#app/http/local-now.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { exchangeAction } from "#app/tasks/exchange/exchange-action.server.ts";
import { ExchangePage } from "#app/tasks/exchange/exchange-page.tsx";
import { getDatabase } from "#db/client.ts";
import { getTaskFeed } from "#db/queries/task-feeds.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/tasks.exchange";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    return { hasFeed: (await getTaskFeed(db, userId)) !== undefined, origin: args.url.origin };
  });
}

/** `{intent: renew | revoke | check | import, file?}`. The new secret is in this one response. */
export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const { db } = await getDatabase();
  const form = await readForm(args.request);
  const scope = {
    db,
    userId,
    ...localNowOf(args.request),
  };
  const result = await orOneMoment(exchangeAction(form, scope));
  if (!result) throw data("This form is unknown.", { status: 400 });
  return data(result, {
    status: result.kind === "refused" ? 400 : 200,
    headers: { "cache-control": "no-store" },
  });
}

/** The response with a new secret is no page to keep. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders;

export default function TasksExchange({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <main className="mx-auto w-full max-w-5xl px-4 pb-24 md:px-8">
      <PageTitle>Calendar and export · Tasks</PageTitle>
      <PageHeader title="Calendar and export" />
      <ExchangePage {...loaderData} result={actionData} />
    </main>
  );
}
