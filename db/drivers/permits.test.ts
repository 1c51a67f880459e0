import { expect, test } from "vitest";
import { createPermits } from "./permits.ts";

test("a permit that is given back goes to the one that has waited longest", async () => {
  const permits = createPermits(1);
  const first = await permits.acquire(0);
  const order: string[] = [];
  const second = permits.acquire(10_000).then((release) => (order.push("second"), release));
  const third = permits.acquire(10_000).then((release) => (order.push("third"), release));
  expect(permits.waiting).toBe(2);
  first?.();
  first?.();
  (await second)?.();
  await third;
  expect(order).toEqual(["second", "third"]);
});

test("waiting ends after its time, and leaves the permits as they were", async () => {
  const permits = createPermits(1);
  const first = await permits.acquire(0);
  expect(await permits.acquire(1)).toBeUndefined();
  expect(permits.waiting).toBe(0);
  first?.();
  expect(await permits.acquire(0)).toBeDefined();
});
