import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { EnvError } from "./env-fields.ts";
import { parseEnv } from "./env.server.ts";
import { greetingFor } from "./ui/brand.tsx";

const folder = mkdtempSync(join(tmpdir(), "chat-brand-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileWith(content: unknown): string {
  const path = join(folder, `${files++}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}
const brandOf = (source: Record<string, string>) => parseEnv(source).brand;

it("has a name, a greeting and three prompts by default", () => {
  const brand = brandOf({});
  expect(brand).toMatchObject({ name: "Chat", accent: null });
  expect(brand.prompts.map(({ label }) => label)).toEqual(["Create a task", "List tasks", "Get help"]);
  expect(greetingFor(brand, "Ann")).toBe("Hello Ann, what is on your mind?");
  expect(greetingFor(brand, null)).toBe("What is on your mind?");
});

it("reads the brand from variables", () => {
  const brand = brandOf({
    APP_NAME: "Acme Desk",
    GREETING: "Good day {name}, how can we help?",
    START_PROMPTS: "Where is my parcel? | Plan my day",
    ACCENT_COLOR: "#0a7",
  });
  expect(brand.name).toBe("Acme Desk");
  expect(brand.prompts).toEqual([
    { label: "Where is my parcel?", prompt: "Where is my parcel?", icon: "chat" },
    { label: "Plan my day", prompt: "Plan my day", icon: "chat" },
  ]);
  expect(greetingFor(brand, "$&")).toBe("Good day $&, how can we help?");
  expect(greetingFor(brand, null)).toBe("Good day, how can we help?");
  expect(brand.accent).not.toBeNull();
});

it("reads the brand from a file, where no variable says otherwise", () => {
  const prompts = ["Plan my day", { label: "Help", prompt: "What can you do?", icon: "help" }];
  const CONFIG_FILE = fileWith({ name: "From the file", description: "Ours.", greeting: "Hi", prompts });
  expect(brandOf({ CONFIG_FILE, APP_NAME: "From a variable" })).toMatchObject({
    name: "From a variable",
    description: "Ours.",
    greeting: { named: "Hi", plain: "Hi" },
    prompts: [
      { label: "Plan my day", prompt: "Plan my day" },
      { label: "Help", prompt: "What can you do?", icon: "help" },
    ],
  });
});

it.each<[Record<string, string>, RegExp]>([
  [{ APP_NAME: "n".repeat(61) }, /^APP_NAME: must be one line/],
  [{ APP_NAME: "two\nlines" }, /^APP_NAME: must be one line/],
  [{ ACCENT_COLOR: "blue" }, /^ACCENT_COLOR: must be a colour such as/],
  [{ ACCENT_COLOR: "#12345" }, /^ACCENT_COLOR: /],
  [{ GREETING: "g".repeat(200) }, /^GREETING: /],
  [{ START_PROMPTS: " | " }, /^START_PROMPTS: must have 1 to 6/],
  [{ CONFIG_FILE: "/nowhere/brand.json" }, /^CONFIG_FILE: \/nowhere\/brand.json can't be read/],
  [{ CONFIG_FILE: fileWith("{") }, /^CONFIG_FILE: .* is no JSON/],
  [{ CONFIG_FILE: fileWith({ accentColor: "red" }) }, /^CONFIG_FILE: accentColor must be a colour/],
  [{ CONFIG_FILE: fileWith({ prompts: [7] }) }, /^CONFIG_FILE: prompts.0 must be a line of text/],
  [{ CONFIG_FILE: fileWith({ colour: "#fff" }) }, /^CONFIG_FILE: .*colour/],
])("refuses %o with one line that names it", (source, message) => {
  expect(() => parseEnv(source)).toThrow(EnvError);
  expect(() => parseEnv(source)).toThrow(message);
  expect(() => parseEnv(source)).toThrow(/^[^\n]*$/);
});
