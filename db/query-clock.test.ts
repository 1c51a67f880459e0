import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { clocked, withQueryClock } from "./query-clock.ts";

class Client {
  #name = "c";
  async query(ms: number): Promise<string> {
    await delay(ms);
    if (ms < 0) throw new Error("refused");
    return this.#name;
  }
  async end(): Promise<void> {
    await delay(20);
  }
}
const client = clocked(new Client(), ["query"]);

test("counts the queries of one piece of work, and the time in which any was under way", async () => {
  const [one, other] = await Promise.all([
    withQueryClock(async (clock) => {
      expect(await Promise.all([client.query(30), client.query(20)])).toEqual(["c", "c"]);
      await client.end();
      await client.query(10);
      return clock;
    }),
    withQueryClock(async (clock) => {
      await expect(client.query(-1)).rejects.toThrow("refused");
      return clock;
    }),
  ]);
  expect(one.queries).toBe(3);
  expect(one.ms).toBeGreaterThan(35);
  expect(other.queries).toBe(1);
  expect(other.ms).toBeLessThan(one.ms);
  await expect(client.query(0), "without a clock").resolves.toBe("c");
});
