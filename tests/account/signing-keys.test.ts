import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetKeysBefore, signingKeys } from "#app/auth/signing-keys.ts";
import { jwks } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { openTestDatabase } from "#tests/support/database.ts";

let database: DatabaseHandle;
beforeEach(async () => {
  database = await openTestDatabase("pglite");
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await database.close();
});

const addKey = (id: string) =>
  database.db
    .insert(jwks)
    .values({ id, publicKey: "{}", privateKey: "{}", createdAt: new Date(), alg: "EdDSA", crv: "Ed25519" });

const tokenOf = (kid: string) => `${Buffer.from(JSON.stringify({ kid })).toString("base64url")}.e30.c2ln`;
const known = async () => (await signingKeys(database.db)).map(({ id }) => id);

test("the keys of tokens are read seldom, and again for a key that another process has made", async () => {
  expect(await known(), "none is not kept").toEqual([]);
  await addKey("first");
  expect(await known()).toEqual(["first"]);
  await addKey("second");
  expect(await known()).toEqual(["first"]);
  expect(forgetKeysBefore(tokenOf("second")), "they were read a moment ago").toBe(false);
  vi.advanceTimersByTime(2_000);
  for (const token of [tokenOf("first"), "", "a.b.c", "é", tokenOf("")]) {
    const mayForget = token === tokenOf("");
    expect(forgetKeysBefore(token), token).toBe(mayForget);
    await known();
    vi.advanceTimersByTime(2_000);
  }
  expect(forgetKeysBefore(tokenOf("third"))).toBe(true);
  expect(await known()).toEqual(["first", "second"]);
  await addKey("third");
  vi.advanceTimersByTime(61_000);
  expect(await known(), "after a minute").toEqual(["first", "second", "third"]);
});
