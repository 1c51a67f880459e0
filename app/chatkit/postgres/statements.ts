/*
 * The statements of the store. $1 and $2 are a thread (or an attachment) and its owner, which each of them checks. Those
 * that write into a thread lock its row first, so that items are in the order in which they were committed.
 */

type Order = "asc" | "desc";

const OWN_THREAD = `select id from chatkit_threads where id = $1 and owner = $2`;
const LOCKED = `thread as materialized (${OWN_THREAD} for no key update)`;
/** Item $3 of the thread. It is locked too, so that one that was removed while the statement waited isn't found. */
const TARGET = `target as materialized (
  select item.position, item.data from chatkit_items item join thread on item.thread_id = thread.id
  where item.id = $3 for update of item
)`;

export const LOAD_THREAD = `select data from chatkit_threads where id = $1 and owner = $2`;

/** $1 owner, $2 a part of the title or null, $3 the last id of the previous page or null, $4 limit. */
export const loadThreads = (order: Order): string => `
select data from chatkit_threads
where owner = $1
  and ($2::text is null or strpos(lower(title), lower($2)) > 0)
  and ($3::text is null or (created_at, id) ${beyond(order)} (
    select created_at, id from chatkit_threads where id = $3 and owner = $1
  ))
order by created_at ${order}, id ${order} limit $4`;

/** $3 time, $4 title, $5 thread, $6 items. */
export const CREATE_THREAD = `
with thread as (
  insert into chatkit_threads (id, owner, created_at, title, data) values ($1, $2, $3, $4, $5::jsonb) returning id
)
insert into chatkit_items (thread_id, id, data)
select thread.id, given.item ->> 'id', given.item
from thread, jsonb_array_elements($6::jsonb) with ordinality as given (item, place)
order by given.place`;

/** $3 title, $4 thread. */
export const SAVE_THREAD = `
update chatkit_threads set title = $3, data = $4::jsonb where id = $1 and owner = $2 returning id`;

export const DELETE_THREAD = `delete from chatkit_threads where id = $1 and owner = $2 returning id`;

/** $3 the last id of the previous page or null, $4 limit. */
export const loadItems = (order: Order): string => `
select item.data from chatkit_items item join chatkit_threads thread on item.thread_id = thread.id
where thread.id = $1 and thread.owner = $2
  and ($3::text is null or item.position ${beyond(order)} (
    select position from chatkit_items where thread_id = $1 and id = $3
  ))
order by item.position ${order} limit $4`;

/** $3 the item's id. */
export const LOAD_ITEM = `
select item.data from chatkit_items item join chatkit_threads thread on item.thread_id = thread.id
where thread.id = $1 and thread.owner = $2 and item.id = $3`;

/** $3 the item's id, $4 item. */
export const SAVE_ITEM = `
with ${LOCKED}
insert into chatkit_items (thread_id, id, data) select id, $3, $4::jsonb from thread
on conflict (thread_id, id) do update set data = excluded.data
returning id`;

/** $3 the item's id. Gives a row when the thread is there. */
export const DELETE_ITEM = `
with ${LOCKED}, gone as (
  delete from chatkit_items item using thread where item.thread_id = thread.id and item.id = $3
)
select id from thread`;

export const DELETE_ITEMS_AFTER = `
with ${LOCKED}, ${TARGET}, gone as (
  delete from chatkit_items item using target where item.thread_id = $1 and item.position > target.position
)
select data from target`;

/** $4 the new item's id, $5 the new item. */
export const REPLACE_ITEMS_FROM = `
with ${LOCKED}, ${TARGET}, gone as (
  delete from chatkit_items item using target where item.thread_id = $1 and item.position >= target.position
)
insert into chatkit_items (thread_id, id, data) select $1, $4, $5::jsonb from target returning id`;

export const LOAD_ATTACHMENT = `select data from chatkit_attachments where id = $1 and owner = $2`;

/** $3 attachment. An id of another user's gives no row. */
export const SAVE_ATTACHMENT = `
insert into chatkit_attachments as attachment (id, owner, data) values ($1, $2, $3::jsonb)
on conflict (id) do update set data = excluded.data where attachment.owner = excluded.owner
returning id`;

export const DELETE_ATTACHMENT = `delete from chatkit_attachments where id = $1 and owner = $2 returning id`;

/** $3 ids of items as a JSON array, $4 kind. Gives a row, and writes, when all of them are there. */
export const SAVE_FEEDBACK = `
with ${LOCKED}, rated as (
  select item.thread_id, item.id from chatkit_items item join thread on item.thread_id = thread.id
  where item.id in (select jsonb_array_elements_text($3::jsonb))
), complete as (
  select 1 from thread where (select count(*) from rated) = jsonb_array_length($3::jsonb)
), saved as (
  insert into chatkit_feedback (thread_id, item_id, kind) select rated.thread_id, rated.id, $4 from rated, complete
  on conflict (thread_id, item_id) do update set kind = excluded.kind, created_at = now()
)
select 1 from complete`;

const beyond = (order: Order) => (order === "asc" ? ">" : "<");
