import { expect, it } from "vitest";
import { ownTurn } from "./own-turn.ts";

it("gives each caller a turn of the event loop, in their order", async () => {
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 0);
  const order: number[] = [];
  const began = await Promise.all(
    [0, 1, 2].map(async (caller) => {
      await ownTurn();
      order.push(caller);
      const turn = turns;
      // Calculates for longer than the interval is.
      for (const until = performance.now() + 5; performance.now() < until;);
      return turn;
    }),
  );
  clearInterval(turning);
  expect(order).toEqual([0, 1, 2]);
  expect(new Set(began).size).toBe(3);
});
