import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/*
 * The app's own modules, where a test imports them, keep files in a folder of the test process, never in the developer's. They
 * read its name once, for all files of tests.
 */

const OWN = "TEST_DATA_DIR";
if (process.env[OWN] === undefined) {
  const folder = mkdtempSync(join(tmpdir(), "chat-data-"));
  Object.assign(process.env, { [OWN]: folder, DATA_DIR: folder });
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
