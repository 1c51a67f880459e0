import { data, redirect } from "react-router";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { importFile, latestImport } from "#app/history/exchange/import-jobs.server.ts";
import { ImportPage } from "#app/history/exchange/import-page.tsx";
import type { ImportState } from "#app/history/exchange/import-report.ts";
import { receiveFile, UploadRefusedError } from "#app/http/receive-file.ts";
import { countPageRequest } from "#app/limits/page-requests.ts";
import { requireStorageNow } from "#app/limits/storage.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { getDatabase } from "#db/client.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/history.import";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    return { state: await latestImport(db, userId) };
  });
}

/** `{file}`: imports its conversations. One that takes long goes on while this page shows its progress. */
export async function action(args: Route.ActionArgs) {
  const { userId, isGuest } = await requireViewer(args);
  await countPageRequest("exports", userId);
  const state = await received(args.request, { userId, isGuest });
  if (state.kind === "running") throw redirect("/history/import", 303);
  return data(state, { status: state.kind === "refused" ? 400 : 200 });
}

/** Bytes of an archive that a guest may import. */
const MAX_OF_GUEST = 20 * 1024 * 1024;

async function received(
  request: Request,
  { userId, isGuest }: { userId: string; isGuest: boolean },
): Promise<ImportState> {
  try {
    const { db } = await getDatabase();
    await requireStorageNow(userId, isGuest);
    return await importFile(db, {
      userId,
      receive: () => receiveFile(request, isGuest ? MAX_OF_GUEST : undefined),
    });
  } catch (error) {
    const isRefused = error instanceof UploadRefusedError || error instanceof ChatKitError;
    if (isRefused) return { kind: "refused", message: error.message };
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
