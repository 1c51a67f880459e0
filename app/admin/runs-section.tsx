import type { AdminData } from "./admin-data.ts";

/** Answers of all users that are under way, and those that failed lately. */
export function RunsSection({ data: { active, failed } }: { data: AdminData }) {
  return (
    <section aria-labelledby="answers" className="space-y-3">
      <h2 id="answers" className="text-lg font-semibold">
        Answers
      </h2>
      {active.length === 0 ? (
        <p className="text-muted">No answer is under way.</p>
      ) : (
        <ul className="divide-y divide-line rounded-xl border border-line">
          {active.map(({ id, kind, model, since }) => (
            <li key={id} className="flex items-center gap-3 px-4 py-2.5">
              <p className="min-w-0 flex-1 wrap-anywhere">
                {`Since ${since}`}
                <span className="text-sm text-muted">{` · ${kind}${model ? ` · ${model}` : ""}`}</span>
              </p>
              <form method="post">
                <input type="hidden" name="id" value={id} />
                <button className="button" name="command" value="runs.stop">
                  Stop
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <h3 className="font-medium">Failed lately</h3>
      {failed.length === 0 ? (
        <p className="text-muted">None of the last thousand.</p>
      ) : (
        <ul className="space-y-1 text-sm">
          {failed.map(({ id, kind, model, reason, since }) => (
            <li key={id} className="wrap-anywhere">
              {`${since} · ${reason} · ${kind}${model ? ` · ${model}` : ""}`}
              <span className="text-muted">{` · ${id}`}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
