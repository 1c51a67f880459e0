import { data, redirect } from "react-router";
import { adminAction } from "#app/admin/admin-action.server.ts";
import { loadAdmin } from "#app/admin/admin-data.server.ts";
import { AdminPage } from "#app/admin/admin-page.tsx";
import { requireAdmin } from "#app/auth/require-admin.ts";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { localNowOf } from "#app/http/local-now.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/admin";

/** `?q&guests&after`: for administrators; a 404 for others. */
export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = new URL(args.request.url);
  const q = searchParams.get("q")?.trim() ?? "";
  const query = { q: q === "" ? undefined : q, guests: searchParams.has("guests") };
  const cursor = searchParams.get("after") ?? undefined;
  return forViewer(args, async (viewer) => {
    await requireAdmin(viewer);
    return {
      admin: await loadAdmin({ ...query, cursor }, localNowOf(args.request)),
      query: { q, guests: query.guests },
      done: searchParams.has("done"),
    };
  });
}

/** `{command, …}`: an operation, as the operator's command has them. */
export async function action(args: Route.ActionArgs) {
  const viewer = await requireViewer(args);
  await orOneMoment(requireAdmin(viewer));
  const outcome = await orOneMoment(adminAction(viewer.userId, await readForm(args.request)));
  if (outcome.error === null && outcome.link === null) return redirect("/admin?done", 303);
  return data(outcome, {
    status: outcome.error === null ? 200 : 400,
    headers: { "cache-control": "no-store" },
  });
}

export default function Admin({ loaderData: { admin, query, done }, actionData }: Route.ComponentProps) {
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-16 md:px-8">
      <PageTitle>Administration</PageTitle>
      <PageHeader title="Administration" />
      <AdminPage
        data={admin}
        query={query}
        outcome={actionData ?? (done ? { error: null, link: null } : undefined)}
      />
    </main>
  );
}
