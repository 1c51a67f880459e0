import type { FileHandle } from "node:fs/promises";
import { Reader } from "@zip.js/zip.js";

/** An open file with its size in bytes. */
export interface OpenFile {
  size: number;
  handle: FileHandle;
}

/** zip.js reads an archive from here, wherever it needs to. */
export class OpenFileReader extends Reader<OpenFile> {
  readonly #file: OpenFile;

  constructor(file: OpenFile) {
    super(file);
    this.#file = file;
    this.size = file.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - index)));
    const { bytesRead } = await this.#file.handle.read(bytes, 0, bytes.length, index);
    return bytes.subarray(0, bytesRead);
  }
}
