import { expect, it } from "vitest";
import { assistant, user } from "#app/chatkit/testing/harness.ts";
import { placesOf } from "./turn-places.ts";

const end = {
  type: "end_of_turn" as const,
  id: "end",
  thread_id: "thread_1",
  created_at: "2026-01-01T00:00:00.000Z",
};

it("gives each item its question, marks items that continue a turn, and puts the answer on a turn's last item", () => {
  const items = [user("u1", "Hi"), assistant("a1", "1"), assistant("a2", "2"), end, user("u2", "x")];
  const places = placesOf([assistant("a0", "before"), ...items]);
  const outline = [...places].map(([id, { question, continuesTurn, first, endsTurn, lastAnswer }]) => [
    id,
    question?.id,
    continuesTurn,
    first,
    endsTurn,
    lastAnswer?.id,
  ]);
  expect(outline).toEqual([
    ["a0", undefined, false, "a0", true, "a0"],
    ["u1", "u1", false, "u1", false, undefined],
    ["a1", "u1", false, "a1", false, undefined],
    ["a2", "u1", true, "a1", true, "a2"],
    ["u2", "u2", false, "u2", false, undefined],
  ]);
});
