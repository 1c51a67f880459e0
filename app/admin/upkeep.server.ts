import { prune } from "#app/housekeeping.ts";
import { HTML_VERSION, renderWhole } from "#app/markdown/render.server.ts";
import { countOutdated, listOutdated } from "#db/queries/renderings.ts";
import { storeRendering } from "#db/queries/messages.ts";
import { listAudit } from "#db/queries/admin-users.ts";
import { usageByDay, usageByPerson } from "#db/queries/usage.ts";
import { examine } from "./doctor.server.ts";
import { operation } from "./operation.server.ts";

const BATCH = 50;

const usage = operation("usage", {
  run: async ({ db }, { by, days, limit }) => ({
    result: await (by === "day" ? usageByDay(db, days) : usageByPerson(db, { days, limit })),
  }),
});

const doctor = operation("doctor", {
  run: async ({ db }) => ({ result: await examine(db) }),
});

const render = operation("render", {
  async run({ db, onProgress }) {
    const total = await countOutdated(db, HTML_VERSION);
    let done = 0;
    let after: string | undefined;
    for (;;) {
      const rows = await listOutdated(db, { version: HTML_VERSION, after, limit: BATCH });
      for (const { id, conversationId, userId, item } of rows) {
        const rendering = await renderWhole(item);
        await storeRendering(db, { id, conversationId, userId, item, rendering });
        done += 1;
        onProgress({ done, total, label: "messages" });
      }
      after = rows.at(-1)?.id;
      if (rows.length < BATCH) return { result: { rendered: done }, audit: { detail: { rendered: done } } };
    }
  },
});

const pruneNow = operation("prune", {
  async run({ db }) {
    const deleted = await prune(db);
    return { result: deleted, audit: { detail: deleted } };
  },
});

const log = operation("audit", {
  run: async ({ db }, { limit }) => ({ result: await listAudit(db, limit) }),
});

export const upkeepOperations = { usage, doctor, render, prune: pruneNow, audit: log };
