import { ChevronDown } from "lucide-react";
import type { AdminUser } from "./admin-data.ts";

/** A user, with what an administrator may do, which opens on demand. */
export function UserRow({ user }: { user: AdminUser }) {
  const { id, name, email, isGuest, role, conversations, createdAt, lastSeenAt } = user;
  const facts = [
    isGuest ? "guest" : role === "admin" ? "administrator" : null,
    `${conversations.toLocaleString("en")} ${conversations === 1 ? "conversation" : "conversations"}`,
    `since ${createdAt}`,
    lastSeenAt ? `last seen ${lastSeenAt}` : "never signed in",
  ].filter(Boolean);
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer list-none items-center gap-3 px-4 py-2.5 hover:bg-hover">
          <div className="min-w-0 flex-1 wrap-anywhere">
            <p>{email ? `${name} · ${email}` : name}</p>
            <p className="text-sm text-muted">{facts.join(" · ")}</p>
          </div>
          <ChevronDown size={18} aria-hidden className="shrink-0 text-muted group-open:rotate-180" />
        </summary>
        <div className="flex flex-wrap gap-3 px-4 pt-1 pb-4">
          {!isGuest && <Act user={id} command="users.reset-link" label="Link for a new password" />}
          <Act user={id} command="sessions.revoke" label="Sign out everywhere" />
          {!isGuest && (
            <Act
              user={id}
              command="users.role"
              label={role === "admin" ? "Make a member" : "Make an administrator"}
              fields={{ role: role === "admin" ? "member" : "admin" }}
            />
          )}
          <form method="post" className="flex flex-wrap items-center gap-3">
            <input type="hidden" name="user" value={id} />
            <button className="button text-danger" name="command" value="users.delete">
              Delete
            </button>
            <label className="flex items-center gap-2 text-sm">
              <input type="checkbox" name="yes" value="1" required className="size-4 accent-accent" />
              for good, with everything
            </label>
          </form>
        </div>
      </details>
    </li>
  );
}

interface ActProps {
  user: string;
  command: string;
  label: string;
  fields?: Record<string, string>;
}

function Act({ user, command, label, fields }: ActProps) {
  return (
    <form method="post">
      <input type="hidden" name="user" value={user} />
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className="button" name="command" value={command}>
        {label}
      </button>
    </form>
  );
}
