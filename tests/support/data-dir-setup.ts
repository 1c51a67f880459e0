import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes the folder in which each test process has its own (see `data-dir.ts`), and deletes it after the tests. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "chat-data-"));
  process.env.TEST_DATA_DIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
