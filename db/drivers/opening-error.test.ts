import { tmpdir } from "node:os";
import { expect, it, vi } from "vitest";
import { openingError } from "./opening-error.ts";

const disk = vi.hoisted(() => ({ bavail: 0, bsize: 4096 }));
vi.mock("node:fs", () => ({ statfsSync: () => disk }));

const aborted = new Error("Aborted(). Build with -sASSERTIONS for more info.");
const messageWith = (megabytes: number) => {
  disk.bavail = megabytes * 256;
  return openingError(aborted, tmpdir());
};

it("says that the disk is full", () => {
  expect(messageWith(3)).toMatchObject({
    message: expect.stringMatching(/can't be opened: its disk has 3 MB left/),
  });
});

it("says what to do when it isn't", () => {
  expect(messageWith(3_000)).toMatchObject({
    message: expect.stringMatching(/restore a backup/),
    cause: aborted,
  });
});

it("leaves other errors alone", () => {
  const other = new Error("in use by another process");
  expect(openingError(other, tmpdir())).toBe(other);
});
