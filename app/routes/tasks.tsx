import { data, redirect } from "react-router";
import { getDatabase } from "#db/client.ts";
import { readForm } from "#app/http/form-body.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { AddTaskForm } from "#app/tasks/add-task-form.tsx";
import { KeepFocus } from "#app/tasks/keep-focus.tsx";
import { loadTasks } from "#app/tasks/load-tasks.server.ts";
import { taskAction } from "#app/tasks/task-action.server.ts";
import { TaskList } from "#app/tasks/task-list.tsx";
import { TaskPages } from "#app/tasks/task-pages.tsx";
import { PageHeader } from "#app/shell/page-header.tsx";
import type { Route } from "./+types/tasks";

const localNow = (request: Request) => ({ now: new Date(), timeZone: timeZoneOf(request) });

export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = new URL(args.request.url);
  const [open, done, added] = ["open", "done", "added"].map((name) => searchParams.get(name) ?? undefined);
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    const page = await loadTasks({ db, userId, ...localNow(args.request) }, { open, done, added });
    return { ...page, cursors: { open, done } };
  });
}

export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const { db } = await getDatabase();
  const form = await readForm(args.request);
  const outcome = await orOneMoment(taskAction(form, { db, userId, ...localNow(args.request) }));
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  if (outcome.kind === "invalid") return data(outcome.problem, { status: 400 });
  const here = new URL(args.request.url).searchParams;
  here.delete("added");
  const query = outcome.kind === "added" ? new URLSearchParams({ added: outcome.id }) : here;
  return redirect(query.size > 0 ? `/tasks?${query}` : "/tasks", 303);
}

export default function Tasks({ loaderData, actionData }: Route.ComponentProps) {
  const { open, completed, added, cursors } = loaderData;
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-16 md:px-8">
      <title>Tasks · Chat</title>
      <PageHeader title="Tasks" />
      <AddTaskForm problem={actionData?.id === null ? actionData : undefined} added={added?.id} />
      <p role="status" className={added ? "mb-6 text-sm text-muted" : "sr-only"}>
        {added && `Added: ${added.text}.`}
      </p>
      <KeepFocus>
        <section aria-labelledby="open" className="mb-10">
          <h2 id="open" tabIndex={-1} className="mb-2 text-sm font-medium text-muted">
            To do
          </h2>
          {open.rows.length > 0 ? (
            <TaskList rows={open.rows} problem={actionData} />
          ) : (
            <p className="py-4 text-muted">Nothing to do. Write your next task into the line above.</p>
          )}
          <TaskPages name="open" cursors={cursors} next={open.next} first="First tasks" more="More tasks" />
        </section>
        {(completed.rows.length > 0 || cursors.done) && (
          <section aria-labelledby="done">
            <h2 id="done" tabIndex={-1} className="mb-2 text-sm font-medium text-muted">
              Completed
            </h2>
            <TaskList rows={completed.rows} problem={actionData} />
            <TaskPages name="done" cursors={cursors} next={completed.next} first="Latest" more="Earlier" />
          </section>
        )}
      </KeepFocus>
    </main>
  );
}
