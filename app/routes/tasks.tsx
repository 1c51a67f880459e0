import { data, isRouteErrorResponse, redirect } from "react-router";
import { localNowOf } from "#app/http/local-now.ts";
import { getDatabase } from "#db/client.ts";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { languageOf } from "#app/http/language.ts";
import { timeZoneOf, validTimeZone } from "#app/http/time-zone.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import type { PlannerResult } from "#app/tasks/page/form-problem.ts";
import { loadPlanner, placeQuery, plannerQuery } from "#app/tasks/page/load-planner.server.ts";
import { taskAction } from "#app/tasks/page/task-action.server.ts";
import { TasksPage } from "#app/tasks/page/tasks-page.tsx";
import { viewOf, viewPath, viewTitle } from "#app/tasks/page/views.ts";
import { Link } from "react-router";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/tasks";

export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = args.url;
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    const scope = {
      db,
      userId,
      ...localNowOf(args.request),
    };
    return loadPlanner(scope, plannerQuery(searchParams, viewOf(searchParams)));
  });
}

/** The page's forms are read in the zone in which they were rendered (`tz`). */
export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const { db } = await getDatabase();
  const form = await readForm(args.request);
  const tz = form.get("tz");
  const timeZone = typeof tz === "string" ? validTimeZone(tz) : timeZoneOf(args.request);
  const result = await orOneMoment(
    taskAction(form, { db, userId, now: new Date(), timeZone, language: languageOf(args.request) }),
  );
  if (result.kind === "invalid") return data(result, { status: 400 });
  if (result.kind === "not_found") return data(result, { status: 404 });
  // A script stays on the page; a document is led back to its view.
  if (new URL(args.request.url).pathname.endsWith(".data")) return result;
  const { searchParams } = args.url;
  const place = plannerQuery(searchParams, viewOf(searchParams));
  throw redirect(viewPath(place.view, { ...placeQuery(place), ...noticeIn(result) }), 303);
}

/** Names the change of which the page speaks. */
function noticeIn(result: PlannerResult): Record<string, string> {
  if (result.kind === "undone") return { undone: result.id };
  return result.kind === "changed" && result.change ? { changed: result.change.id } : {};
}

/** A form that didn't reach the server leaves the page, and what is written in it, as it is. */
export async function clientAction({ serverAction }: Route.ClientActionArgs) {
  try {
    return await serverAction();
  } catch (error) {
    if (error instanceof Response || isRouteErrorResponse(error)) throw error;
    return { kind: "failed" as const };
  }
}

export default function Tasks({ loaderData, actionData }: Route.ComponentProps) {
  const { view } = loaderData;
  return (
    <main className="mx-auto w-full max-w-5xl px-4 pb-24 md:px-8">
      <PageTitle>{view.kind === "today" ? "Tasks" : `${viewTitle(view)} · Tasks`}</PageTitle>
      <PageHeader title="Tasks">
        <Link to="/tasks/exchange" className="text-sm text-muted hover:text-text hover:underline">
          Calendar and export
        </Link>
      </PageHeader>
      <TasksPage data={loaderData} result={actionData} />
    </main>
  );
}
