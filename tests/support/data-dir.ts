import { mkdirSync } from "node:fs";
import { join } from "node:path";

/*
 * The app's own modules, where a test imports them, keep files in a folder of the test process, never in the developer's. They
 * read its name once, for all files of tests.
 */

const folder = join(process.env.TEST_DATA_DIR ?? "", String(process.pid));
mkdirSync(folder, { recursive: true });
process.env.DATA_DIR = folder;
