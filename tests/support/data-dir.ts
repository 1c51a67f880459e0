import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/* The app's own modules, where a test imports them, keep files in a folder of the test's, never in the developer's. */

const folder = mkdtempSync(join(tmpdir(), "chat-data-"));
process.env.DATA_DIR = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
