import type { SqlClient } from "./client.ts";

/** Serialises the creation of the tables by several processes that start at once. */
const LOCK = 7_046_029_254;

/**
 * The store's tables, for a migration. One statement, which may be repeated. Ids are compared by their bytes, whatever
 * the database's language is.
 */
export const POSTGRES_SCHEMA = `do $$
begin
  perform pg_advisory_xact_lock(${LOCK});
  create table if not exists chatkit_threads (
    id text collate "C" primary key,
    owner text not null,
    created_at timestamptz not null,
    title text,
    data jsonb not null
  );
  create index if not exists chatkit_threads_of_owner on chatkit_threads (owner, created_at, id);
  create table if not exists chatkit_items (
    thread_id text collate "C" not null references chatkit_threads (id) on delete cascade,
    id text collate "C" not null,
    position bigint generated always as identity,
    data jsonb not null,
    primary key (thread_id, id)
  );
  create index if not exists chatkit_items_in_order on chatkit_items (thread_id, position);
  create table if not exists chatkit_attachments (
    id text collate "C" primary key,
    owner text not null,
    data jsonb not null
  );
  create table if not exists chatkit_feedback (
    thread_id text collate "C" not null,
    item_id text collate "C" not null,
    kind text not null check (kind in ('positive', 'negative')),
    created_at timestamptz not null default now(),
    primary key (thread_id, item_id),
    foreign key (thread_id, item_id) references chatkit_items (thread_id, id) on delete cascade
  );
end
$$`;

/** Creates the tables that are missing. Processes may do it at the same time. */
export async function createPostgresTables(client: SqlClient): Promise<void> {
  await client.query(POSTGRES_SCHEMA);
}
