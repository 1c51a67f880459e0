import { fsyncSync } from "node:fs";

import { NodeFS } from "@electric-sql/pglite/nodefs";

type Initialized = ReturnType<NodeFS["init"]>;

/** The number of the error in Emscripten. PostgreSQL gives up on it: what the disk has now is known after a restart. */
const EIO = 29;

/** Of Emscripten's file system for Node, which has no `fsync`. */
interface NodeFiles {
  stream_ops: { fsync?: (stream: { nfd: number }) => number };
}

/**
 * The files of PGlite, on which it can wait until they are on the disk. By itself it leaves that to the system: what was
 * acknowledged half a minute ago is lost with the power, and files that were written in another order may be unreadable.
 *
 * Needs the settings `fsync=on` and `wal_sync_method=fsync` (the other methods do nothing in PGlite).
 */
export class SyncedFiles extends NodeFS {
  override async init(...args: Parameters<NodeFS["init"]>): Initialized {
    const initialized = await super.init(...args);
    const { preRun = [], ...options } = initialized.emscriptenOpts;
    const addSync = (module: { NODEFS?: NodeFiles }) => {
      if (!module.NODEFS) throw new Error("PGlite's files can't be synced.");
      module.NODEFS.stream_ops.fsync = ({ nfd }) => {
        try {
          fsyncSync(nfd);
          return 0;
        } catch {
          return EIO;
        }
      };
    };
    return { ...initialized, emscriptenOpts: { ...options, preRun: [...preRun, addSync] } };
  }
}
