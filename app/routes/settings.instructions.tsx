import { data, redirect } from "react-router";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { answeringHost } from "#app/chat/answered-by.ts";
import { readForm } from "#app/http/form-body.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { changeInstructions } from "#app/instructions/settings-forms.server.ts";
import { InstructionsSettingsPage } from "#app/instructions/settings-page.tsx";
import { PageHeader } from "#app/shell/page-header.tsx";
import { PageTitle } from "#app/ui/brand.tsx";
import { getDatabase } from "#db/client.ts";
import { getUserInstructions } from "#db/queries/instructions.ts";
import { listMemories } from "#db/queries/memories.ts";
import type { Route } from "./+types/settings.instructions";

const DONE: Readonly<Record<string, string>> = {
  saved: "Saved.",
  on: "The memory is on.",
  off: "The memory is off.",
  fact: "Saved what the assistant remembers.",
  deleted: "Forgotten.",
};

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    const [instructions, memories] = await Promise.all([
      getUserInstructions(db, userId),
      listMemories(db, userId),
    ]);
    const done = new URL(args.request.url).searchParams.get("done") ?? "";
    return { instructions, memories, done, hasModel: answeringHost() !== null };
  });
}

/** `{intent: save | memory | change-fact | delete-fact | delete-facts, …}` */
export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const { db } = await getDatabase();
  const result = await orOneMoment(changeInstructions(await readForm(args.request), { db, userId }));
  if (result.kind === "not_found") throw data(null, { status: 404 });
  if (result.kind === "refused") return data(result.problem, { status: 400 });
  throw redirect(`/settings/instructions?done=${result.what}`, 303);
}

export default function Instructions({ loaderData, actionData }: Route.ComponentProps) {
  const { done, ...settings } = loaderData;
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-16 md:px-8">
      <PageTitle>Instructions and memory</PageTitle>
      <PageHeader title="Instructions and memory" />
      <p role="status" className="mb-6 rounded-xl bg-hover px-4 py-2.5 empty:hidden">
        {actionData ? undefined : DONE[done]}
      </p>
      {/* After a change the fields show what is stored. */}
      <InstructionsSettingsPage key={JSON.stringify(settings)} {...settings} problem={actionData} />
    </main>
  );
}
