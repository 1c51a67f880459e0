import { Bell, CalendarPlus, Copy, Download, Upload } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Form, Link } from "react-router";
import { useHydrated } from "remix-utils/use-hydrated";
import { copyText } from "#app/ui/browser.ts";
import type { ExchangeResult } from "./exchange-action.server.ts";
import { ImportResult } from "./import-result.tsx";
import { setReminders, useReminderState, type ReminderState } from "./use-reminders.ts";

interface ExchangePageProps {
  hasFeed: boolean;
  /** The app's public address. */
  origin: string;
  result: ExchangeResult | undefined;
}

/** Reminders, the calendar feed, export and import. */
export function ExchangePage({ hasFeed, origin, result }: ExchangePageProps) {
  const secret = result?.kind === "feed" ? result.secret : undefined;
  return (
    <div className="max-w-2xl space-y-10">
      <Section id="calendar" title="Calendar feed">
        <p className="text-muted">
          Your calendar app can show the open tasks that have a date, with their repetitions and reminders.
          Subscribe to a secret address; everybody who knows it can read these tasks.
        </p>
        {secret && <FeedAddress address={`${origin}/tasks.ics?secret=${secret}`} />}
        {!secret && hasFeed && (
          <p>There is an address in use. It is shown only once; if you have lost it, make a new one.</p>
        )}
        {result?.kind === "revoked" && (
          <p role="status">The address is revoked. Calendars that used it get nothing anymore.</p>
        )}
        <Form method="post" className="flex flex-wrap gap-2">
          <button name="intent" value="renew" className={hasFeed ? "button" : "button-primary"}>
            <CalendarPlus size={16} aria-hidden /> {hasFeed ? "Make a new address" : "Make an address"}
          </button>
          {hasFeed && (
            <button name="intent" value="revoke" className="button text-danger">
              Revoke it
            </button>
          )}
        </Form>
      </Section>
      <Reminders />
      <Section id="export" title="Export">
        <p className="text-muted">All tasks, open and completed, as a table for spreadsheets (CSV).</p>
        <a href="/tasks.csv" download className="button">
          <Download size={16} aria-hidden /> Download tasks.csv
        </a>
      </Section>
      <Section id="import" title="Import">
        <p className="text-muted">
          A CSV file of this page, or of a Todoist project. At most 1 MB and 2,000 rows. Either all rows are
          imported or none.
        </p>
        <Form method="post" encType="multipart/form-data" className="flex flex-wrap items-center gap-2">
          <input
            type="file"
            name="file"
            accept=".csv,text/csv"
            required
            aria-label="CSV file"
            className="field max-w-sm"
          />
          <button name="intent" value="check" className="button min-h-10">
            Check
          </button>
          <button name="intent" value="import" className="button-primary min-h-10">
            <Upload size={16} aria-hidden /> Import
          </button>
        </Form>
        {result && <ImportResult result={result} />}
      </Section>
      <Link to="/tasks" className="button">
        Back to the tasks
      </Link>
    </div>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="space-y-3">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}

function FeedAddress({ address }: { address: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="space-y-2 rounded-xl border border-line p-3" role="status">
      <p className="font-medium">Copy it now: it is shown only this once.</p>
      <div className="flex gap-2">
        <input
          readOnly
          value={address}
          aria-label="Address of the calendar"
          className="field font-mono text-sm"
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          className="button needs-script min-h-10"
          onClick={async () => setCopied(await copyText(address))}
        >
          <Copy size={16} aria-hidden /> {isCopied ? "Copied" : "Copy"}
        </button>
      </div>
    </div>
  );
}

const STATES: Record<ReminderState, string> = {
  on: "On in this browser, while a tab of the app is open.",
  off: "A notification for each task with a time, while a tab of the app is open.",
  refused:
    "This browser doesn’t allow notifications for this site. Change that in its settings, then come back.",
  unsupported:
    "This browser has no notifications here. Use the calendar feed, whose reminders work everywhere.",
};

function Reminders() {
  const isHydrated = useHydrated();
  const state = useReminderState();
  return (
    <Section id="reminders" title="Reminders">
      <p className="text-muted">{STATES[state]}</p>
      {isHydrated && (state === "on" || state === "off") && (
        <button type="button" className="button" onClick={() => void setReminders(state === "off")}>
          <Bell size={16} aria-hidden /> {state === "on" ? "Switch off" : "Switch on"}
        </button>
      )}
    </Section>
  );
}
