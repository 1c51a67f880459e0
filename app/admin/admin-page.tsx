import type { AdminData, AdminOutcome } from "./admin-data.ts";
import { RunsSection } from "./runs-section.tsx";
import { UsageSection } from "./usage-section.tsx";
import { UsersSection } from "./users-section.tsx";

interface AdminPageProps {
  data: AdminData;
  query: { q: string; guests: boolean };
  outcome: AdminOutcome | undefined;
}

/** The page for administrators. Every button is a form of its own, so it works without a script. */
export function AdminPage({ data, query, outcome }: AdminPageProps) {
  const { accounts, guests, activeToday } = data.counts;
  return (
    <div className="space-y-10">
      <Outcome outcome={outcome} />
      <dl className="grid grid-cols-3 gap-3">
        {[
          ["Accounts", accounts],
          ["Guests", guests],
          ["Seen in 24 hours", activeToday],
        ].map(([name, count]) => (
          <div key={name} className="rounded-xl border border-line px-4 py-3">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="text-2xl font-semibold">{count?.toLocaleString("en")}</dd>
          </div>
        ))}
      </dl>
      <UsageSection usage={data.usage} />
      <UsersSection data={data} query={query} />
      <Invitations invitations={data.invitations} />
      <RunsSection data={data} />
      <Log log={data.log} />
    </div>
  );
}

function Outcome({ outcome }: { outcome: AdminOutcome | undefined }) {
  if (!outcome) return null;
  if (outcome.error !== null) {
    return (
      <p role="alert" className="rounded-xl bg-danger/10 px-4 py-2.5 text-danger">
        {outcome.error}
      </p>
    );
  }
  return (
    <div role="status" className="space-y-1 rounded-xl bg-hover px-4 py-2.5">
      <p>Done.</p>
      {outcome.link && (
        <p className="wrap-anywhere">
          This link is shown once: <code className="select-all">{outcome.link}</code>
        </p>
      )}
    </div>
  );
}

const heading = "text-lg font-semibold";

function Invitations({ invitations }: Pick<AdminData, "invitations">) {
  return (
    <section aria-labelledby="invitations" className="space-y-3">
      <h2 id="invitations" className={heading}>
        Invitations
      </h2>
      <form method="post" className="flex flex-wrap items-end gap-3">
        <label className="space-y-1.5 text-sm font-medium">
          Address (optional)
          <input type="email" name="email" maxLength={254} className="field mt-1.5 block" />
        </label>
        <label className="space-y-1.5 text-sm font-medium">
          People
          <input
            type="number"
            name="uses"
            defaultValue={1}
            min={1}
            max={10000}
            required
            className="field mt-1.5 block w-24"
          />
        </label>
        <label className="space-y-1.5 text-sm font-medium">
          Days
          <input
            type="number"
            name="days"
            defaultValue={7}
            min={1}
            max={365}
            required
            className="field mt-1.5 block w-24"
          />
        </label>
        <button className="button-primary" name="command" value="users.invite">
          Invite
        </button>
      </form>
      {invitations.length > 0 && (
        <ul className="divide-y divide-line rounded-xl border border-line">
          {invitations.map(({ id, email, role, uses, maxUses, expiresAt, isOpen }) => (
            <li key={id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
              <div className="min-w-0 flex-1 wrap-anywhere">
                <p>
                  {email ?? "Anybody"}
                  {role === "admin" && " (administrator)"}
                </p>
                <p className="text-sm text-muted">
                  {`${uses} of ${maxUses} used · ${isOpen ? "until" : "over, was until"} ${expiresAt}`}
                </p>
              </div>
              {isOpen && (
                <form method="post">
                  <input type="hidden" name="id" value={id} />
                  <button className="button" name="command" value="users.uninvite">
                    Take back
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Log({ log }: Pick<AdminData, "log">) {
  return (
    <section aria-labelledby="log" className="space-y-3">
      <h2 id="log" className={heading}>
        What was done here
      </h2>
      {log.length === 0 ? (
        <p className="text-muted">Nothing yet.</p>
      ) : (
        <ul className="space-y-1 text-sm">
          {log.map(({ id, who, action, detail, at }) => (
            <li key={id} className="wrap-anywhere">
              {`${at} · ${who} · ${action.replaceAll(".", " ")}`}
              {detail && <span className="text-muted">{` · ${detail}`}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
