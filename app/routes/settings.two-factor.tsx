import { data, redirect } from "react-router";
import { TwoFactorPage } from "#app/account/two-factor-page.tsx";
import { twoFactorStep } from "#app/account/two-factor.server.ts";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { leaveFor } from "#app/auth/leave-for.ts";
import { readForm } from "#app/http/form-body.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { getDatabase } from "#db/client.ts";
import { getAccount } from "#db/queries/accounts.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/settings.two-factor";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    const account = await getAccount(db, userId);
    // Codes follow a password, so an account without one has nothing to switch on.
    if (!account?.providers.includes("credential")) throw redirect("/settings#security");
    return { kind: account.user.hasTwoFactor ? ("on" as const) : ("off" as const) };
  });
}

/** `{intent: start | verify | off | codes, …}`. The page has a secret, which no cache may keep. */
export async function action(args: Route.ActionArgs) {
  await requireViewer(args);
  const { state, status, from } = await orOneMoment(
    twoFactorStep(args.request, await readForm(args.request)),
  );
  if (status === 303 && from) {
    const what = state.kind === "done" ? "two-factor" : "two-factor-off";
    return leaveFor(`/settings?saved=${what}#security`, from);
  }
  const headers = new Headers({ "cache-control": "no-store" });
  for (const cookie of from?.headers.getSetCookie() ?? []) headers.append("set-cookie", cookie);
  return data(state, { status, headers });
}

export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export default function TwoFactorSettings({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-16 md:px-8">
      <PageTitle>Codes at sign-in</PageTitle>
      <PageHeader title="Codes at sign-in" />
      <TwoFactorPage state={actionData ?? loaderData} />
    </main>
  );
}
