import { data, redirect } from "react-router";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { importFile, latestImport } from "#app/history/exchange/import-jobs.server.ts";
import { ImportPage } from "#app/history/exchange/import-page.tsx";
import type { ImportState } from "#app/history/exchange/import-report.ts";
import { receiveFile, UploadRefusedError } from "#app/http/receive-file.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { getDatabase } from "#db/client.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/history.import";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId }) => ({ state: latestImport(userId) }));
}

/** `{file}`: imports its conversations. One that takes long goes on while this page shows its progress. */
export async function action(args: Route.ActionArgs) {
  const { userId, isGuest } = await requireViewer(args);
  const state = await received(args.request, userId, isGuest ? MAX_OF_GUEST : undefined);
  if (state.kind === "running") throw redirect("/history/import", 303);
  return data(state, { status: state.kind === "refused" ? 400 : 200 });
}

/** Bytes of an archive that a guest may import. */
const MAX_OF_GUEST = 20 * 1024 * 1024;

async function received(
  request: Request,
  userId: string,
  maxBytes: number | undefined,
): Promise<ImportState> {
  try {
    const { db } = await getDatabase();
    return await importFile(db, { userId, receive: () => receiveFile(request, maxBytes) });
  } catch (error) {
    if (error instanceof UploadRefusedError) return { kind: "refused", message: error.message };
    throw error;
  }
}

export default function HistoryImport({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-24 md:px-8">
      <PageTitle>Import</PageTitle>
      <PageHeader title="Import" />
      <ImportPage state={actionData ?? loaderData.state} />
    </main>
  );
}
