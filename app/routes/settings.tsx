import { returnPath } from "#app/auth/credentials.ts";
import { readForm } from "#app/http/form-body.ts";
import { Form, Link, redirect } from "react-router";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { PreferencesForm } from "#app/shell/preferences-form.tsx";
import { parsePreferences, preferencesCookie, readPreferences } from "#app/shell/preferences.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/settings";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ name, email, isGuest }) => ({
    viewer: { name, email, isGuest },
    preferences: parsePreferences(args.request.headers.get("cookie")),
    saved: new URL(args.request.url).searchParams.has("saved"),
  }));
}

/**
 * `{view?, theme?, sidebar?, next?}`: stores the preferences in a cookie and redirects to the path `next`.
 */
export async function action(args: Route.ActionArgs) {
  await requireViewer(args);
  const form = await readForm(args.request);
  const preferences = readPreferences(form, parsePreferences(args.request.headers.get("cookie")));
  const path = returnPath(form.get("next"), "/settings?saved");
  return redirect(path, { status: 303, headers: { "set-cookie": preferencesCookie(preferences) } });
}

export default function Settings({ loaderData }: Route.ComponentProps) {
  const { viewer, preferences, saved } = loaderData;
  const { name, email, isGuest } = viewer;
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-16 md:px-8">
      <PageTitle>Settings</PageTitle>
      <PageHeader title="Settings" />
      <section className="space-y-4" aria-labelledby="account">
        <h2 id="account" className="text-lg font-semibold">
          Account
        </h2>
        <dl className="grid grid-cols-[6rem_1fr] gap-y-2 wrap-anywhere">
          <dt className="text-muted">Name</dt>
          <dd>{name}</dd>
          <dt className="text-muted">Email</dt>
          <dd>{email ?? "None: you are a guest"}</dd>
        </dl>
        {isGuest && (
          <p className="max-w-prose text-muted">
            As a guest you are known by this browser alone. Sign up, and your conversations and tasks move
            along.
          </p>
        )}
        <div className="flex gap-3">
          {isGuest && (
            <Link className="button-primary" to="/sign-up">
              Sign up
            </Link>
          )}
          <Form method="post" action="/sign-out" reloadDocument>
            <button className="button">Sign out</button>
          </Form>
        </div>
        {isGuest && (
          <p className="text-sm text-muted">
            Signing out as a guest leaves what you wrote without a way back to it.
          </p>
        )}
      </section>
      <section className="mt-10 space-y-4 border-t border-line pt-8" aria-labelledby="conversations">
        <h2 id="conversations" className="text-lg font-semibold">
          Conversations
        </h2>
        <p className="text-sm text-muted">Take them along, bring others, and see what you share.</p>
        <p className="flex flex-wrap gap-3">
          <a href="/history/export" download className="button">
            Export all
          </a>
          <Link to="/history/import" className="button">
            Import
          </Link>
          <Link to="/history/shared" className="button">
            Shared
          </Link>
        </p>
      </section>
      <section className="mt-10 space-y-4 border-t border-line pt-8" aria-labelledby="preferences">
        <h2 id="preferences" className="text-lg font-semibold">
          Preferences
        </h2>
        <p className="text-sm text-muted">They belong to this browser.</p>
        <PreferencesForm preferences={preferences} saved={saved} />
      </section>
    </main>
  );
}
