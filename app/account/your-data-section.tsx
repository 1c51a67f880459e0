import { Link } from "react-router";
import { DownloadEverything } from "./download-everything.tsx";
import { Section } from "./section.tsx";

/** What somebody can take along, bring, and delete. */
export function YourDataSection({ isGuest }: { isGuest: boolean }) {
  return (
    <Section id="data" title="Your data" intro="It is yours: take it along, bring more, or delete it.">
      <DownloadEverything />
      <p className="flex flex-wrap gap-3">
        <a href="/history/export" download className="button">
          Download conversations
        </a>
        <Link to="/history/import" className="button">
          Import
        </Link>
        <Link to="/history/shared" className="button">
          Shared
        </Link>
        <Link to="/privacy" className="button">
          Privacy
        </Link>
      </p>
      <p>
        <Link to="/settings/delete" className="button text-danger">
          {isGuest ? "Delete everything" : "Delete my account"}
        </Link>
      </p>
    </Section>
  );
}
