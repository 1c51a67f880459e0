import { expect, it } from "vitest";
import { createTypingGuard } from "./typing-guard.ts";

const field = (key: string, at: number) => ({ key, at, inField: true });
const page = (key: string, at: number) => ({ key, at, inField: false });

it("lets keys through when nobody has written, and after a pause", () => {
  const guard = createTypingGuard();
  expect(guard.isTypedOn(page("n", 0))).toBe(false);
  expect(guard.isTypedOn(field("a", 100)), "a field's own").toBe(false);
  expect(guard.isTypedOn(page("n", 1_700))).toBe(false);
});

it("holds back what is typed on after the field is gone, however long the word is", () => {
  const guard = createTypingGuard();
  guard.isTypedOn(field("Enter", 0));
  for (const at of [1_000, 2_000, 3_000]) expect(guard.isTypedOn(page("n", at))).toBe(true);
  expect(guard.isTypedOn(page("n", 4_600))).toBe(false);
});

it("knows who has left the field on purpose", () => {
  const guard = createTypingGuard();
  for (const key of ["Tab", "Escape"]) {
    guard.isTypedOn(field("a", 0));
    guard.isTypedOn(field(key, 10));
    expect(guard.isTypedOn(page("n", 20)), key).toBe(false);
  }
  guard.isTypedOn(field("a", 100));
  guard.pointed();
  expect(guard.isTypedOn(page("n", 110))).toBe(false);
});
