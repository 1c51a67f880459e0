import { data, Link, redirect } from "react-router";
import { accountChange, refused } from "#app/account/settings-forms.server.ts";
import { loadSettings } from "#app/account/settings.server.ts";
import { SecuritySection } from "#app/account/security-section.tsx";
import { Section } from "#app/account/section.tsx";
import { SAVED } from "#app/account/settings-data.ts";
import { YouSection } from "#app/account/you-section.tsx";
import { YourDataSection } from "#app/account/your-data-section.tsx";
import { returnPath } from "#app/auth/credentials.ts";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { localNowOf } from "#app/http/local-now.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { PreferencesForm } from "#app/shell/preferences-form.tsx";
import { parsePreferences, preferencesCookie, readPreferences } from "#app/shell/preferences.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/settings";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async (viewer) => {
    const settings = await loadSettings(viewer, localNowOf(args.request));
    if (!settings) throw redirect("/sign-in");
    return {
      settings,
      preferences: parsePreferences(args.request.headers.get("cookie")),
      saved: new URL(args.request.url).searchParams.get("saved"),
    };
  });
}

/**
 * `{intent, …}`: changes the account. Without an intent, `{view?, theme?, sidebar?, next?}`: stores the preferences in a
 * cookie and redirects to the path `next`.
 */
export async function action(args: Route.ActionArgs) {
  const viewer = await requireViewer(args);
  const form = await readForm(args.request);
  const intent = form.get("intent");
  const change = typeof intent === "string" ? accountChange(intent) : undefined;
  if (change) {
    const result = await orOneMoment(change({ request: args.request, viewer, form }));
    return result instanceof Response ? result : refused(result);
  }
  if (intent !== null) throw data("This form has no such action.", { status: 400 });
  const preferences = readPreferences(form, parsePreferences(args.request.headers.get("cookie")));
  const path = returnPath(form.get("next"), "/settings?saved");
  return redirect(path, { status: 303, headers: { "set-cookie": preferencesCookie(preferences) } });
}

export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
  const { settings, preferences, saved } = loaderData;
  const notice = actionData || saved === null ? undefined : SAVED[saved];
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-16 md:px-8">
      <PageTitle>Settings</PageTitle>
      <PageHeader title="Settings" />
      {saved !== "" && (
        <p role="status" className="mb-6 rounded-xl bg-hover px-4 py-2.5 empty:hidden">
          {notice}
        </p>
      )}
      <YouSection data={settings} problem={actionData} />
      {!settings.user.isGuest && <SecuritySection data={settings} problem={actionData} />}
      <Section
        id="assistant"
        title="The assistant"
        intro="What it should know of you, how it should answer, and what it may remember."
      >
        <p>
          <Link to="/settings/instructions" className="button">
            Instructions and memory
          </Link>
        </p>
      </Section>
      <YourDataSection isGuest={settings.user.isGuest} />
      {!settings.user.isGuest && (
        <Section id="developers" title="For developers" intro="Your conversations and tasks over HTTP.">
          <p className="flex flex-wrap gap-3">
            <Link to="/settings/keys" className="button">
              API keys
            </Link>
            <a href="/api/docs" className="button">
              The API
            </a>
          </p>
        </Section>
      )}
      <Section id="browser" title="This browser" intro="These settings belong to this browser.">
        <PreferencesForm preferences={preferences} saved={saved === "" && !actionData} />
      </Section>
    </main>
  );
}
