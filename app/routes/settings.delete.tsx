import { data, redirect } from "react-router";
import { deleteAccount } from "#app/account/deletion.server.ts";
import { DeletePage } from "#app/account/delete-page.tsx";
import { confirmationOf, identityProblem } from "#app/auth/confirm-identity.ts";
import { expiredSessionCookies } from "#app/auth/cookies.ts";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { getDatabase } from "#db/client.ts";
import { countOwned, getAccount } from "#db/queries/accounts.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/settings.delete";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId, isGuest }) => {
    const { db } = await getDatabase();
    const [account, counts] = await Promise.all([getAccount(db, userId), countOwned(db, userId)]);
    return { isGuest, counts, confirmation: account ? confirmationOf(account) : ("none" as const) };
  });
}

/** `{password?}`: deletes the account, and the browser's storage, which has drafts. */
export async function action(args: Route.ActionArgs) {
  const viewer = await requireViewer(args);
  const { request } = args;
  const password = (await readForm(request)).get("password");
  const problem = await orOneMoment(
    identityProblem(request, viewer, typeof password === "string" ? password : ""),
  );
  if (problem) return data({ problem }, { status: 400 });
  await orOneMoment(deleteAccount(viewer.userId));
  const response = redirect("/sign-in?notice=deleted", 303);
  for (const cookie of expiredSessionCookies(request.headers)) response.headers.append("set-cookie", cookie);
  response.headers.set("clear-site-data", '"storage"');
  return response;
}

export default function DeleteAccount({ loaderData, actionData }: Route.ComponentProps) {
  const title = loaderData.isGuest ? "Delete everything" : "Delete your account";
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-16 md:px-8">
      <PageTitle>{title}</PageTitle>
      <PageHeader title={title} />
      <DeletePage {...loaderData} problem={actionData?.problem} />
    </main>
  );
}
