import { expect, it } from "vitest";
import { parseForm, readForm } from "./form-body.ts";

const URLENCODED = "application/x-www-form-urlencoded";
const parts = (count: number, boundary: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="id"\r\n\r\n1\r\n`.repeat(count) +
  `--${boundary}--\r\n`;

const read = async (body: string, type: string) => {
  const form = await parseForm(Buffer.from(body), type);
  return form && [...form].length;
};

it("reads forms of both kinds", async () => {
  expect(await read("a=1&b=2", URLENCODED)).toBe(2);
  expect(await read("a=1&b=2", `${URLENCODED};charset=UTF-8`)).toBe(2);
  expect(await read(parts(3, "x"), "multipart/form-data; boundary=x")).toBe(3);
  expect(await read(parts(1_900, "x y"), 'Multipart/Form-Data; boundary="x y"')).toBe(1_900);
});

it.each([
  ["fields", "a&".repeat(2_001), URLENCODED],
  ["parts", parts(2_001, "x"), "multipart/form-data; boundary=x"],
  [
    "parts behind another boundary",
    parts(2_001, "x"),
    'multipart/form-data; a="boundary=y"; boundary=x; boundary=z',
  ],
])("reads none with thousands of %s", async (_, body, type) => {
  expect(await read(body, type)).toBeUndefined();
});

it("reads large files, and no more text than a form without files can have", async () => {
  const sized = (field: string, size: number) =>
    `--x\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${"-".repeat(size)}\r\n--x--\r\n`;
  const type = "multipart/form-data; boundary=x";
  expect(await read(sized("text", 2_000_000), type)).toBe(1);
  expect(await read(sized("text", 2_100_000), type)).toBeUndefined();
  expect(await read(sized('files"; filename="a', 5_000_000), type)).toBe(1);
});

it.each([
  ["a=1", "text/plain"],
  ["a=1", ""],
  ["a=1", "no media type"],
  ["--y", "multipart/form-data; boundary=x"],
  ["--y", "multipart/form-data"],
])("reads %j as %s not at all", async (body, type) => {
  expect(await read(body, type)).toBeUndefined();
});

it("refuses what it can't read with a 400", async () => {
  const post = (body: BodyInit) => new Request("http://localhost/chat", { method: "POST", body });
  await expect(
    readForm(post(new Blob(["a&".repeat(1_000_000)], { type: URLENCODED }))),
  ).rejects.toMatchObject({ init: { status: 400 } });
  const form = new FormData();
  form.set("files", new File(["Milk"], "list.txt"));
  const file = (await readForm(post(form))).get("files");
  expect(file instanceof File && [file.name, await file.text()]).toEqual(["list.txt", "Milk"]);
});
