import { Link } from "react-router";
import { AccountField } from "./account-field.tsx";

export interface DeletePageProps {
  isGuest: boolean;
  /** What shows that it is one's own account. */
  confirmation: "password" | "fresh" | "none";
  counts: { conversations: number; tasks: number; shares: number };
  problem: string | undefined;
}

const number = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Says what goes, and asks once more. */
export function DeletePage({ isGuest, confirmation, counts, problem }: DeletePageProps) {
  const { conversations, tasks, shares } = counts;
  return (
    <div className="max-w-prose space-y-6">
      <p>This deletes for good, at once, and nobody can bring it back:</p>
      <ul className="list-disc space-y-1 ps-5">
        <li>{`${number(conversations, "conversation", "conversations")}, with those in Recently deleted`}</li>
        <li>{`${number(tasks, "task", "tasks")} and the calendar feed`}</li>
        <li>{`${number(shares, "shared link", "shared links")}, which stop working`}</li>
        <li>{isGuest ? "your sign-in as a guest" : "your account, with all ways to sign in to it"}</li>
      </ul>
      <p className="text-muted">
        You may want to{" "}
        <a href="/settings/export" download className="text-accent underline underline-offset-2">
          download everything
        </a>{" "}
        first.
      </p>
      <form method="post" className="space-y-4">
        {confirmation === "password" && (
          <AccountField
            label="Your password"
            name="password"
            type="password"
            required
            autoComplete="current-password"
            error={problem}
          />
        )}
        {confirmation !== "password" && problem && (
          <p role="alert" className="text-sm text-danger">
            {problem}
          </p>
        )}
        <div className="flex flex-wrap gap-3">
          <Link to="/settings#data" className="button">
            Keep it
          </Link>
          <button className="button bg-danger text-surface hover:bg-danger/90">
            {isGuest ? "Delete everything" : "Delete my account"}
          </button>
        </div>
      </form>
    </div>
  );
}
