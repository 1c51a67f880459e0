import { useEffect } from "react";
import { Form, Link, useRevalidator } from "react-router";
import type { ImportReport } from "#db/schema/index.ts";
import type { ImportState } from "./import-report.ts";

/** How often a running import is asked about. */
const EVERY_MS = 1_000;

/** The form that imports an archive, and what became of the last one. */
export function ImportPage({ state }: { state: ImportState | undefined }) {
  return (
    <div className="space-y-10">
      {state && <State state={state} />}
      <section aria-labelledby="import" className="space-y-4">
        <h2 id="import" className="text-lg font-semibold">
          Import conversations
        </h2>
        <p className="max-w-prose text-muted">
          A ZIP or JSON file that was exported here, or from ChatGPT, Claude, LibreChat or Open WebUI. At most
          100 MB, or 20 MB without an account. Conversations that are here already stay as they are, so the
          same file can be imported again. Files and pictures in an archive are left out.
        </p>
        {/* A whole document: the browser shows how far the upload is. */}
        <Form method="post" encType="multipart/form-data" reloadDocument className="flex flex-wrap gap-2">
          <input
            type="file"
            name="file"
            accept=".zip,.json,application/zip,application/json"
            required
            aria-label="Archive"
            className="field max-w-sm"
          />
          <button className="button-primary min-h-10">Import</button>
        </Form>
      </section>
      <section aria-labelledby="where" className="space-y-2">
        <h2 id="where" className="text-lg font-semibold">
          Where to get one
        </h2>
        <ul className="max-w-prose list-disc space-y-1 ps-5 text-muted">
          <li>ChatGPT: Settings, Data controls, Export data. The link comes by mail.</li>
          <li>Claude: Settings, Privacy, Export data. The link comes by mail.</li>
          <li>LibreChat: a conversation’s menu, Export, as JSON with all branches.</li>
          <li>Open WebUI: Settings, Data controls, Export chats.</li>
        </ul>
      </section>
    </div>
  );
}

function State({ state }: { state: ImportState }) {
  switch (state.kind) {
    case "running":
      return <Progress done={state.done} total={state.total} />;
    case "interrupted":
      return <Refusal>{interruption(state)}</Refusal>;
    case "refused":
      return <Refusal>{state.message}</Refusal>;
    case "done":
      return <Report report={state.report} />;
  }
}

const Refusal = ({ children }: { children: string }) => (
  <p role="alert" className="rounded-xl border border-danger p-4 text-danger">
    {children}
  </p>
);

const interruption = ({ done, total }: { done: number; total: number }) =>
  `The import was interrupted${total > 0 ? ` after ${done} of ${total} conversations` : ""}. What was imported stays; import the same file again to go on.`;

function Progress({ done, total }: { done: number; total: number }) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(() => void revalidate(), EVERY_MS);
    return () => clearInterval(timer);
  }, [revalidate]);
  return (
    <section aria-label="Progress" className="space-y-2 rounded-xl border border-line p-4">
      <noscript>
        <meta httpEquiv="refresh" content="2;url=/history/import" />
      </noscript>
      <p role="status">
        {total === 0 ? "The file is being checked…" : `${done} of ${total} conversations are read.`}
      </p>
      <progress
        className="w-full"
        max={Math.max(1, total)}
        value={total === 0 ? undefined : done}
        aria-label="Import"
      />
    </section>
  );
}

function Report({ report }: { report: ImportReport }) {
  const { created, restored, present, skippedCount, imported, skipped } = report;
  return (
    <section aria-labelledby="report" className="space-y-4 rounded-xl border border-line p-4">
      <h2 id="report" className="text-lg font-semibold">
        Imported
      </h2>
      <div role="status">
        <ul className="space-y-1">
          <li>{counted(created, "was", "were")} imported.</li>
          {restored > 0 && <li>{counted(restored, "was", "were")} deleted here, and restored.</li>}
          {present > 0 && <li>{counted(present, "was", "were")} here already.</li>}
          {skippedCount > 0 && <li>{counted(skippedCount, "was", "were")} skipped.</li>}
        </ul>
      </div>
      {skipped.length > 0 && (
        <details open>
          <summary className="button">Skipped, and why</summary>
          <ul className="mt-3 space-y-1 text-sm">
            {skipped.map(({ title, reason }, index) => (
              // The list never changes, so an index is a stable key.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index} className="wrap-anywhere">
                {title}: <span className="text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {imported.length > 0 && (
        <details>
          <summary className="button">Imported conversations</summary>
          <ul className="mt-3 space-y-1 text-sm">
            {imported.map(({ id, title }) => (
              <li key={id} className="truncate">
                <Link to={`/chat/${id}`} className="text-accent underline">
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Link to="/history" className="button">
        Show the history
      </Link>
    </section>
  );
}

const counted = (count: number, one: string, many: string) =>
  count === 1 ? `1 conversation ${one}` : `${count} conversations ${many}`;
