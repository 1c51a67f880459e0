import { expect, it } from "vitest";
import { createTypingGuard } from "./typing-guard.ts";

const field = (key: string, at: number) => ({ key, at, inField: true });
const page = (key: string, at: number) => ({ key, at, inField: false });

it("lets keys through that follow no typing, or a pause", () => {
  const guard = createTypingGuard();
  expect(guard.isContinuedTyping(page("n", 0))).toBe(false);
  expect(guard.isContinuedTyping(field("a", 100)), "a key in a field").toBe(false);
  expect(guard.isContinuedTyping(page("n", 1_700))).toBe(false);
});

it("holds back keys typed on after the field is gone, as long as there is no pause", () => {
  const guard = createTypingGuard();
  guard.isContinuedTyping(field("Enter", 0));
  for (const at of [1_000, 2_000, 3_000]) expect(guard.isContinuedTyping(page("n", at))).toBe(true);
  expect(guard.isContinuedTyping(page("n", 4_600))).toBe(false);
});

it("lets keys through after the user has left the field with Tab, Escape or the pointer", () => {
  const guard = createTypingGuard();
  for (const key of ["Tab", "Escape"]) {
    guard.isContinuedTyping(field("a", 0));
    guard.isContinuedTyping(field(key, 10));
    expect(guard.isContinuedTyping(page("n", 20)), key).toBe(false);
  }
  guard.isContinuedTyping(field("a", 100));
  guard.onPointerDown();
  expect(guard.isContinuedTyping(page("n", 110))).toBe(false);
});
