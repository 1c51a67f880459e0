import { newId } from "#db/ids.ts";
import { createFolder } from "#db/queries/folders.ts";
import {
  account,
  apikey,
  attachments,
  audit,
  conversationSummaries,
  conversations,
  feedback,
  imports,
  invitations,
  limits,
  memories,
  messages,
  passkey,
  session,
  shares,
  taskFeeds,
  twoFactor,
  usageDays,
  userInstructions,
  verification,
} from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { eq } from "drizzle-orm";
import { startThread, type Person } from "#tests/support/api-client.ts";

/**
 * Gives a user rows in every table that names users. What the app writes by itself (conversations, runs, tasks, sessions, …) it
 * writes here, too; the rest is inserted. The word "Xanthippe" is in all that has words.
 */
export async function fillEveryTable(db: Database, { userId, ...person }: Person): Promise<void> {
  const thread = await startThread({ userId, ...person }, "Add a task: call Xanthippe tomorrow");
  await createFolder(db, { userId, name: "Xanthippe", color: "blue" });
  const [first] = await db.select().from(messages).where(eq(messages.conversationId, thread)).limit(1);
  const [own] = await db.select().from(session).where(eq(session.userId, userId)).limit(1);
  if (!first || !own) throw new Error("the app has stored no message");
  await db.update(conversations).set({ title: "Xanthippe" }).where(eq(conversations.id, thread));
  await db.insert(feedback).values({ messageId: first.id, conversationId: thread, userId, kind: "positive" });
  const snapshot = { title: "Xanthippe", author: null, messages: [] };
  await db.insert(shares).values({ id: newId("shr"), userId, conversationId: thread, snapshot });
  await db
    .insert(taskFeeds)
    .values({ userId, secretHash: newId("hash") })
    .onConflictDoNothing();
  const id = () => newId("x");
  await db.insert(account).values({ id: id(), userId, accountId: id(), providerId: "github" });
  await db.insert(passkey).values({
    id: id(),
    userId,
    name: "Xanthippe",
    publicKey: "key",
    credentialID: id(),
    counter: 0,
    deviceType: "singleDevice",
    backedUp: false,
  });
  await db.insert(twoFactor).values({ id: id(), userId, secret: "secret", backupCodes: "codes" });
  const soon = new Date(Date.now() + 60_000);
  await db.insert(verification).values({ id: id(), identifier: id(), value: userId, expiresAt: soon });
  await db.insert(invitations).values({
    id: newId("inv"),
    tokenHash: id(),
    expiresAt: soon,
    createdById: userId,
  });
  await db
    .insert(limits)
    .values({ key: `test:${userId}`, points: 1, expire: soon })
    .onConflictDoNothing();
  await db.insert(usageDays).values({ userId, day: "2026-01-01", model: "Xanthippe" });
  await db.insert(apikey).values({ id: id(), referenceId: userId, name: "Xanthippe", key: id() });
  await db.insert(attachments).values({
    id: newId("atc"),
    userId,
    conversationId: thread,
    messageId: first.id,
    storageKey: id(),
    kind: "file",
    name: "Xanthippe.txt",
    mimeType: "text/plain",
    size: 1,
    text: "Xanthippe",
  });
  await db.insert(userInstructions).values({ userId, about: "Xanthippe" }).onConflictDoNothing();
  await db.insert(memories).values({ id: newId("mem"), userId, text: "Xanthippe" });
  await db
    .insert(conversationSummaries)
    .values({ conversationId: thread, userId, seq: 1, text: "Xanthippe" })
    .onConflictDoNothing();
  await db.insert(imports).values({
    id: newId("imp"),
    userId,
    outcome: { kind: "refused", message: "Xanthippe" },
  });
  await db.insert(audit).values({ id: newId("aud"), via: "page", action: "test", actorId: userId, userId });
}
