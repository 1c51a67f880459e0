import { Link } from "react-router";

const link = "text-muted hover:text-text hover:underline";

/** Links to what goes in and out: shared conversations, import, and the export of everything. */
export function ExchangeLinks() {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      <Link to="/history/shared" className={link}>
        Shared
      </Link>
      <Link to="/history/import" className={link}>
        Import
      </Link>
      <a href="/history/export" download className={link}>
        Export all
      </a>
    </p>
  );
}
