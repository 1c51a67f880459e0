import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { reapDead } from "#app/runs/reaper.ts";
import { runs } from "#db/schema/index.ts";
import { addConversation, addRun, addUser, assistantMessage, onEveryDriver } from "#tests/store/fixtures.ts";
import { storedItems } from "./two-machines.ts";

onEveryDriver("The reaper", (db) => {
  test("ends the other dead runs when one can't be ended", async () => {
    const userId = await addUser(db());
    const heartbeatAt = new Date(Date.now() - 60_000);
    const [broken, whole] = await Promise.all(
      [{ created_at: "no time" }, {}].map(async (change) => {
        const conversationId = await addConversation(db(), userId);
        const snapshot = [{ ...assistantMessage(conversationId, "Once upon a time"), ...change }];
        const id = await addRun(db(), userId, { conversationId, heartbeatAt, snapshot, lastSeq: 3 });
        return { id, conversationId };
      }),
    );
    if (!broken || !whole) throw new Error("there are two runs");
    await reapDead(db(), []);
    const run = async (id: string) => (await db().select().from(runs).where(eq(runs.id, id)))[0];
    expect(await run(whole.id)).toMatchObject({ status: "interrupted", lastSeq: 4 });
    expect(await run(broken.id)).toMatchObject({ status: "running", lastSeq: 3 });
    expect(await storedItems({ db: db() }, whole.conversationId)).toMatchObject([
      { type: "assistant_message", text: "Once upon a time", state: "interrupted" },
      // A note for the model.
      { type: "sdk_hidden_context" },
    ]);
  });
});
