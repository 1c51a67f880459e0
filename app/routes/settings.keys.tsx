import { data, redirect } from "react-router";
import { ApiKeysPage } from "#app/account/api-keys-page.tsx";
import { apiKeyEntries, changeApiKeys } from "#app/account/api-keys.server.ts";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { localNowOf } from "#app/http/local-now.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { PageTitle } from "#app/ui/brand.tsx";
import { getDatabase } from "#db/client.ts";
import { getAccount } from "#db/queries/accounts.ts";
import type { Route } from "./+types/settings.keys";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async (viewer) => {
    const { db } = await getDatabase();
    const [keys, account] = await Promise.all([
      apiKeyEntries(viewer, localNowOf(args.request)),
      getAccount(db, viewer.userId),
    ]);
    return {
      keys,
      isGuest: viewer.isGuest,
      hasPassword: account?.providers.includes("credential") === true,
      isRevoked: new URL(args.request.url).searchParams.has("revoked"),
    };
  });
}

/** `{intent: create | revoke, …}`. The answer to `create` has the key, which no cache may keep. */
export async function action(args: Route.ActionArgs) {
  const viewer = await requireViewer(args);
  const result = await orOneMoment(changeApiKeys(args.request, viewer, await readForm(args.request)));
  const headers = { "cache-control": "no-store" };
  switch (result.kind) {
    case "not_found":
      throw data(null, { status: 404 });
    case "revoked":
      throw redirect("/settings/keys?revoked", 303);
    case "refused":
      return data({ refused: result, made: undefined }, { status: 400, headers });
    case "created":
      return data(
        { made: { secret: result.key, name: result.name }, refused: undefined },
        { status: 201, headers },
      );
  }
}

export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export default function ApiKeys({ loaderData, actionData }: Route.ComponentProps) {
  const { isRevoked, ...page } = loaderData;
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-16 md:px-8">
      <PageTitle>API keys</PageTitle>
      <PageHeader title="API keys" />
      <p role="status" className="mb-6 rounded-xl bg-hover px-4 py-2.5 empty:hidden">
        {isRevoked && !actionData ? "The key is revoked." : undefined}
      </p>
      {/* A made key empties the form. */}
      <ApiKeysPage
        key={actionData?.made?.secret}
        {...page}
        made={actionData?.made}
        refused={actionData?.refused}
      />
    </main>
  );
}
