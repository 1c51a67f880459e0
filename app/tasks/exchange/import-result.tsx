import { Form, Link } from "react-router";
import type { ExchangeResult } from "./exchange-action.server.ts";

const tasksOf = (count: number) => `${count} ${count === 1 ? "task" : "tasks"}`;

/** What an import did, what a check found, or why nothing was imported. */
export function ImportResult({ result }: { result: ExchangeResult }) {
  switch (result.kind) {
    case "checked":
      return (
        <div role="status">
          <p>The file has {tasksOf(result.count)} and no errors. Nothing is imported yet: press Import.</p>
          <ul className="mt-2 list-disc ps-5 text-sm text-muted">
            {result.titles.map((title, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- titles can be the same.
              <li key={index}>{title}</li>
            ))}
            {result.count > result.titles.length && <li>and {result.count - result.titles.length} more</li>}
          </ul>
        </div>
      );
    case "imported":
      return (
        <div role="status" className="flex flex-wrap items-center gap-3">
          <p>Imported {tasksOf(result.count)}.</p>
          <Link to="/tasks?view=all" className="button">
            Show them
          </Link>
          {result.changeId && (
            <Form method="post" action="/tasks?view=all">
              <input type="hidden" name="change" value={result.changeId} />
              <button name="intent" value="undo" className="button">
                Undo
              </button>
            </Form>
          )}
        </div>
      );
    case "refused":
      return (
        <div role="alert">
          <p className="text-danger">Nothing was imported.</p>
          <ul className="mt-2 space-y-1 text-sm">
            {result.errors.map(({ row, message }) => (
              <li key={`${row}${message}`}>
                {row > 0 && <span className="text-muted">Row {row}: </span>}
                {message}
              </li>
            ))}
          </ul>
        </div>
      );
    default:
      return null;
  }
}
