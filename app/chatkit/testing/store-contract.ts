import { beforeEach, describe, expect, test } from "vitest";
import type { Attachment } from "../protocol/attachments.ts";
import type { ThreadItem } from "../protocol/items.ts";
import type { Page, ThreadMetadata } from "../protocol/threads.ts";
import type { PageRequest, Store } from "../store.ts";
import { assistant, hidden, thread as threadOf, user, widget } from "./harness.ts";

export interface StoreContractOptions<Context> {
  /** Gives the store to test and two users of it who have no records. */
  open: () => Promise<{ store: Store<Context>; context: Context; stranger: Context }>;
  /** Whether the store keeps attachments. */
  attachments: boolean;
}

const notFound = { code: "not_found" };
const ids = (records: { id: string }[]) => records.map(({ id }) => id);

/** Registers vitest cases that every implementation of `Store` has to pass. */
export function storeContract<Context>({ open, attachments }: StoreContractOptions<Context>): void {
  let store: Store<Context>;
  let context: Context;
  let stranger: Context;
  beforeEach(async () => {
    ({ store, context, stranger } = await open());
  });

  const newThread = (changes: Partial<ThreadMetadata> = {}) =>
    threadOf(store.generateId("thread", context), changes);
  const messageId = () => store.generateId("message", context);

  /** A thread with a message, an answer, a hidden note and a widget. */
  async function savedThread(): Promise<{ threadId: string; items: ThreadItem[] }> {
    const { id: threadId, ...rest } = newThread();
    const items = [
      user(messageId(), "Hi", threadId),
      assistant(messageId(), "Hello", threadId),
      hidden(messageId(), threadId),
      widget(store.generateId("widget", context), threadId),
    ];
    await store.createThread({ id: threadId, ...rest }, items.slice(0, 1), context);
    for (const item of items.slice(1)) await store.saveItem(threadId, item, context);
    return { threadId, items };
  }

  const allItems = async (threadId: string) =>
    (await store.loadItems(threadId, { limit: 100, order: "asc" }, context)).data;

  async function expectGone(threadId: string, items: ThreadItem[]): Promise<void> {
    for (const { id: after } of items) {
      const page = { limit: 9, order: "asc", after } as const;
      await expect(store.loadItem(threadId, after, context)).rejects.toMatchObject(notFound);
      await expect(store.loadItems(threadId, page, context)).rejects.toMatchObject(notFound);
      await expect(store.deleteItemsAfter(threadId, after, context)).rejects.toMatchObject(notFound);
    }
  }

  /** Every page of 2 records. */
  async function pages<T extends { id: string }>(
    order: PageRequest["order"],
    load: (page: PageRequest) => Promise<Page<T>>,
  ): Promise<string[][]> {
    const found: string[][] = [];
    let after: string | undefined;
    do {
      const page = await load({ limit: 2, order, after });
      found.push(ids(page.data));
      expect(page.after).toBe(page.has_more ? page.data.at(-1)?.id : undefined);
      after = page.after;
    } while (after !== undefined);
    return found;
  }

  test("makes a new id each time", () => {
    const types = ["thread", "message", "tool_call", "widget", "sdk_hidden_context"] as const;
    const made = types.flatMap((type) => [store.generateId(type, context), store.generateId(type, context)]);
    expect(new Set(made).size).toBe(made.length);
  });

  describe("threads", () => {
    // chatkit-python: test_save_and_load_thread_metadata, test_save_and_load_thread_metadata_null_title,
    // test_update_thread_metadata, test_overwrite_thread_metadata
    test("load as they were saved", async () => {
      const full = newThread({
        title: "Trip",
        status: { type: "locked", reason: "under review" },
        allowed_image_domains: ["example.com"],
        metadata: { previous: { response: ["id", 1, null] } },
      });
      const bare = newThread();
      for (const thread of [full, bare]) {
        await store.createThread(thread, [], context);
        expect(await store.loadThread(thread.id, context)).toEqual(thread);
      }
      const changed: ThreadMetadata = { ...bare, title: "Named", status: { type: "closed" } };
      await store.saveThread(changed, context);
      expect(await store.loadThread(bare.id, context)).toEqual(changed);
    });

    test("are listed by creation, then id, in pages", async () => {
      const [first, second, third, fourth, fifth] = [1, 3, 2, 2, 4].map((day) =>
        newThread({ created_at: `2026-01-0${day}T00:00:00.000Z` }),
      );
      const created = [first, second, third, fourth, fifth].flatMap((thread) => thread ?? []);
      for (const thread of created) await store.createThread(thread, [], context);
      const inOrder = created.toSorted((a, b) =>
        `${a.created_at} ${a.id}` < `${b.created_at} ${b.id}` ? -1 : 1,
      );
      const list = (page: PageRequest) => store.loadThreads(page, context);
      expect((await pages("asc", list)).flat()).toEqual(ids(inOrder));
      expect((await pages("desc", list)).flat()).toEqual(ids(inOrder.toReversed()));
      await expect(list({ limit: 2, order: "asc", after: "absent" })).rejects.toMatchObject(notFound);
    });

    test("are found by a word of the title", async () => {
      const trip = newThread({ title: "Trip to Rome" });
      await store.createThread(trip, [], context);
      await store.createThread(newThread({ title: "Groceries" }), [], context);
      const found = await store.loadThreads({ limit: 9, order: "asc", query: "Rome" }, context);
      expect(ids(found.data)).toEqual([trip.id]);
    });

    test("are deleted with their items", async () => {
      const { threadId, items } = await savedThread();
      await store.deleteThread(threadId, context);
      await expect(store.loadThread(threadId, context)).rejects.toMatchObject(notFound);
      await expect(allItems(threadId)).rejects.toMatchObject(notFound);
      for (const { id } of items) {
        await expect(store.loadItem(threadId, id, context)).rejects.toMatchObject(notFound);
      }
      await expect(store.deleteThread(threadId, context)).rejects.toMatchObject(notFound);
    });
  });

  describe("items", () => {
    test("keep the order in which they were first saved, hidden ones included", async () => {
      const { threadId, items } = await savedThread();
      expect(await allItems(threadId)).toEqual(items);
      const list = (page: PageRequest) => store.loadItems(threadId, page, context);
      const [a = "", b = "", c = "", d = ""] = ids(items);
      expect(await pages("asc", list)).toEqual([
        [a, b],
        [c, d],
      ]);
      expect(await pages("desc", list)).toEqual([
        [d, c],
        [b, a],
      ]);
      await expect(list({ limit: 2, order: "asc", after: "absent" })).rejects.toMatchObject(notFound);
    });

    test("are replaced in their place when saved again, by an item of another type as well", async () => {
      const { threadId, items } = await savedThread();
      const [first, second, ...rest] = items;
      if (!first || !second) throw new Error("the thread has two items");
      const replacement = { ...hidden(second.id, threadId) };
      await store.saveItem(threadId, replacement, context);
      expect(await allItems(threadId)).toEqual([first, replacement, ...rest]);
      expect(await store.loadItem(threadId, second.id, context)).toEqual(replacement);
    });

    test("are deleted one by one; deleting an absent one does nothing", async () => {
      const { threadId, items } = await savedThread();
      const [first, second, ...rest] = items;
      await store.deleteItem(threadId, second?.id ?? "", context);
      await store.deleteItem(threadId, "absent", context);
      expect(ids(await allItems(threadId))).toEqual(ids([first, ...rest].flatMap((item) => item ?? [])));
    });

    test("are deleted after an item, which is returned", async () => {
      const { threadId, items } = await savedThread();
      const [first, second] = items;
      await expect(store.deleteItemsAfter(threadId, "absent", context)).rejects.toMatchObject(notFound);
      expect(await allItems(threadId)).toHaveLength(items.length);
      expect(await store.deleteItemsAfter(threadId, second?.id ?? "", context)).toEqual(second);
      expect(await allItems(threadId)).toEqual([first, second]);
      await expectGone(threadId, items.slice(2));
    });

    test("are replaced from an item on", async () => {
      const { threadId, items } = await savedThread();
      const [first, second] = items;
      const other = assistant(messageId(), "Good morning", threadId);
      await expect(store.replaceItemsFrom(threadId, "absent", other, context)).rejects.toMatchObject(
        notFound,
      );
      expect(await allItems(threadId)).toEqual(items);
      await store.replaceItemsFrom(threadId, second?.id ?? "", other, context);
      expect(await allItems(threadId)).toEqual([first, other]);
      await expectGone(threadId, items.slice(1));
    });

    test("are not changed by later changes of the saved or loaded objects", async () => {
      const { threadId } = await savedThread();
      const item = assistant(messageId(), "as saved", threadId);
      await store.saveItem(threadId, item, context);
      item.content = [];
      const loaded = await store.loadItem(threadId, item.id, context);
      if (loaded.type === "assistant_message") loaded.content.length = 0;
      expect(await store.loadItem(threadId, item.id, context)).toEqual(
        assistant(item.id, "as saved", threadId),
      );
    });
  });

  test("refuses feedback on items that are not in the thread", async () => {
    const { threadId, items } = await savedThread();
    await store.saveFeedback(threadId, ids(items.slice(0, 2)), "positive", context);
    await expect(
      store.saveFeedback(threadId, [...ids(items), "absent"], "positive", context),
    ).rejects.toMatchObject(notFound);
  });

  test("rejects with not_found for a thread that is absent or another user's", async () => {
    const { threadId, items } = await savedThread();
    const item = user(messageId(), "Mine", threadId);
    const [{ id: itemId } = item] = items;
    const attempts = (id: string, caller: Context) => [
      () => store.loadThread(id, caller),
      () => store.saveThread({ ...newThread(), id }, caller),
      () => store.deleteThread(id, caller),
      () => store.loadItems(id, { limit: 9, order: "asc" }, caller),
      () => store.loadItem(id, itemId, caller),
      () => store.saveItem(id, item, caller),
      () => store.deleteItem(id, itemId, caller),
      () => store.deleteItemsAfter(id, itemId, caller),
      () => store.replaceItemsFrom(id, itemId, item, caller),
      () => store.saveFeedback(id, [itemId], "positive", caller),
    ];
    for (const attempt of [...attempts("absent", context), ...attempts(threadId, stranger)]) {
      await expect(attempt()).rejects.toMatchObject(notFound);
    }
    expect(await allItems(threadId)).toEqual(items);
    expect((await store.loadThreads({ limit: 9, order: "asc" }, stranger)).data).toEqual([]);
  });

  test.runIf(attachments)("keeps attachments, each for its user alone", async () => {
    const id = store.generateId("attachment", context);
    const attachment: Attachment = { type: "file", id, name: "a.txt", mime_type: "text/plain" };
    await store.saveAttachment({ ...attachment, metadata: { path: "/a" } }, context);
    expect(await store.loadAttachment(id, context)).toEqual({ ...attachment, metadata: { path: "/a" } });
    await expect(store.loadAttachment(id, stranger)).rejects.toMatchObject(notFound);
    await expect(store.deleteAttachment(id, stranger)).rejects.toMatchObject(notFound);
    await store.saveAttachment(attachment, context);
    expect(await store.loadAttachment(id, context)).toEqual(attachment);
    await store.deleteAttachment(id, context);
    await expect(store.loadAttachment(id, context)).rejects.toMatchObject(notFound);
  });
}
