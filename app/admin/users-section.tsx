import { Link } from "react-router";
import type { AdminData } from "./admin-data.ts";
import { UserRow } from "./user-row.tsx";

interface UsersSectionProps {
  data: AdminData;
  query: { q: string; guests: boolean };
}

/** Users, a page at a time, which are found by a part of their name or address. */
export function UsersSection({ data: { users, next }, query }: UsersSectionProps) {
  const more = new URLSearchParams({
    ...(query.q && { q: query.q }),
    ...(query.guests && { guests: "1" }),
    ...(next && { after: next }),
  });
  return (
    <section aria-labelledby="users" className="space-y-3">
      <h2 id="users" className="text-lg font-semibold">
        Users
      </h2>
      <form method="get" className="flex flex-wrap items-center gap-3">
        <input
          type="search"
          name="q"
          defaultValue={query.q}
          aria-label="Name or address"
          placeholder="Name or address"
          className="field max-w-xs"
        />
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            name="guests"
            value="1"
            defaultChecked={query.guests}
            className="size-4 accent-accent"
          />
          Guests, too
        </label>
        <button className="button">Search</button>
      </form>
      {users.length === 0 ? (
        <p className="text-muted">Nobody is found.</p>
      ) : (
        <ul className="divide-y divide-line rounded-xl border border-line">
          {users.map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </ul>
      )}
      {next && (
        <Link to={`/admin?${more.toString()}`} className="button">
          More users
        </Link>
      )}
    </section>
  );
}
