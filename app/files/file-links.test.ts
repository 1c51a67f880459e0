import { afterEach, expect, test, vi } from "vitest";
import { checkSignature, fileLinks, uploadLink } from "./file-links.ts";

const file = { id: "atc_1", userId: "user_1" };
const links = () => fileLinks({ userId: "user_1", origin: "https://chat.example.com" });
const MINUTES = 60 * 1000;

afterEach(() => {
  vi.useRealTimers();
});

test("an address to read stays the same for a while, and is over after an hour", () => {
  vi.useFakeTimers({ now: new Date("2026-10-01T10:00:00Z") });
  const url = links().original("atc_1");
  expect(url).toMatch(
    /^https:\/\/chat\.example\.com\/api\/chatkit\/attachments\/atc_1\/content\?expires=\d+&signature=/,
  );
  vi.advanceTimersByTime(29 * MINUTES);
  expect(links().original("atc_1")).toBe(url);
  expect(() => checkSignature("read", file, new URL(url))).not.toThrow();
  vi.advanceTimersByTime(31 * MINUTES);
  expect(() => checkSignature("read", file, new URL(url))).toThrow(/has expired/);
});

test("an address to upload is over after an hour, and reads nothing", () => {
  vi.useFakeTimers({ now: new Date("2026-10-01T10:00:00Z") });
  const url = new URL(uploadLink(file, "https://chat.example.com"));
  expect(() => checkSignature("read", file, url)).toThrow(/isn't right/);
  vi.advanceTimersByTime(59 * MINUTES);
  expect(() => checkSignature("upload", file, url)).not.toThrow();
  vi.advanceTimersByTime(MINUTES);
  expect(() => checkSignature("upload", file, url)).toThrow(/has expired\. Attach the file again/);
});

test("a signature is for one file of one user, as it was given out", () => {
  const url = new URL(links().preview("atc_1"));
  expect(() => checkSignature("read", file, url)).not.toThrow();
  expect(() => checkSignature("read", { ...file, id: "atc_2" }, url)).toThrow(/isn't right/);
  expect(() => checkSignature("read", { ...file, userId: "user_2" }, url)).toThrow(/isn't right/);
  for (const [name, value] of [
    ["expires", "9999999999"],
    ["expires", ""],
    ["signature", ""],
    ["signature", "é".repeat(43)],
  ] as const) {
    const changed = new URL(url);
    changed.searchParams.set(name, value);
    expect(() => checkSignature("read", file, changed)).toThrow(/isn't right/);
  }
});
