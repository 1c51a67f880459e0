import { describe, expect, test } from "vitest";
import { excerptOf, markedTitle, nearestWord } from "./excerpt.server.ts";

const shown = (pieces: { text: string; isHit: boolean }[]) =>
  pieces.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join("");

describe("An excerpt", () => {
  test("shows where the words are, and marks them", () => {
    const text = `${"lorem ipsum ".repeat(50)}The Pottery is in Lucía's kiln. ${"dolor ".repeat(100)}`;
    const excerpt = shown(excerptOf(text, ["pottery", "lucia"]));
    expect(excerpt).toMatch(/^… .*The \[Pottery\] is in \[Lucía\]'s kiln\..* …$/);
    expect(excerpt.length).toBeLessThan(300);
  });

  test("prefers the place where most of the words are", () => {
    const text = `retry once. ${"x ".repeat(300)} retry with backoff`;
    expect(shown(excerptOf(text, ["retry", "backoff"]))).toContain("[retry] with [backoff]");
  });

  test("marks parts of words, and short words at their beginning only", () => {
    expect(shown(excerptOf("a go is a goal, ago", ["go"]))).toBe("a [go] is a [go]al, ago");
    expect(shown(excerptOf("getUserName()", ["user"]))).toBe("get[User]Name()");
  });

  test("works without spaces, and never cuts a character", () => {
    const text = `${"東".repeat(300)}京都${"😀".repeat(300)}`;
    const excerpt = excerptOf(text, [" Qabc", "nothing"]);
    expect(shown(excerpt).isWellFormed()).toBe(true);
  });

  test("of a text without the words is its beginning", () => {
    expect(shown(excerptOf("Just this.", ["other"]))).toBe("Just this.");
  });
});

test("A title is shown whole", () => {
  expect(shown(markedTitle("Trip to São Paulo", ["sao"]))).toBe("Trip to [São] Paulo");
});

test.each([
  ["potery", "pottery"],
  ["recieve", "receive"],
  ["lucai", "lucía"],
  ["xyzxyz", undefined],
])("The word that “%s” means is %s", (typed, word) => {
  expect(nearestWord(typed, ["Pottery is a pot.", "we receive it from Lucía"])).toBe(word);
});
