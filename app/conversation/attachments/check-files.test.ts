import { expect, it } from "vitest";
import { checkFiles, fileSize } from "./check-files.ts";

const MB = 1024 * 1024;
const options = { maxSize: 2 * MB, maxCount: 3, accept: {} };
const file = (name: string, size = 1) => new File([new Uint8Array(size)], name);
const names = (files: File[]) => files.map(({ name }) => name);

it("takes what the server would take", () => {
  const { accepted, problems } = checkFiles([file("a"), file("b", 2 * MB)], options, 1);
  expect([names(accepted), problems]).toEqual([["a", "b"], []]);
});

it("leaves out files that are empty, too large or too many, and says which", () => {
  const files = [file("empty", 0), file("large", 3 * MB), file("a"), file("b"), file("c"), file("d")];
  const { accepted, problems } = checkFiles(files, options, 1);
  expect(names(accepted)).toEqual(["a", "b"]);
  expect(problems).toEqual([
    "“empty” is empty.",
    "“large” is too large: it has 3 MB, and 2 MB is the most.",
    "A message has 3 files at most: “c” and 1 more were left out.",
  ]);
});

it.each([
  [1, "1 byte"],
  [1023, "1023 bytes"],
  [1536, "1.5 KB"],
  [20 * MB, "20 MB"],
])("says a size of %i bytes as %s", (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});
