import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { announce } from "#app/ui/announce.ts";
import { randomId } from "#app/ui/browser.ts";
import { addDraftFiles, keepDraftFiles, readDraftFiles } from "./draft-files.ts";
import { removeStored, uploadFile } from "./upload-file.ts";

/** A file in the composer. */
export interface WaitingFile {
  key: string;
  name: string;
  /** In bytes; undefined for one that was stored before. */
  size?: number;
  /** Address of a small picture of it. */
  preview?: string;
  state:
    | { kind: "uploading"; /** From 0 to 1. */ progress: number }
    | { kind: "failed"; problem: string }
    | { kind: "stored"; attachment: Attachment };
}

interface Upload {
  file: File;
  aborter: AbortController;
}

const MAX_AT_ONCE = 3;

/**
 * The files of one composer: on their way, failed, or stored. Those that are stored are kept with the draft, and so are
 * those of a message that is being sent, until the server has accepted it.
 */
export class Uploads {
  #files: readonly WaitingFile[] = [];
  /** Files of the message that is being sent. */
  #sent: readonly WaitingFile[] = [];
  readonly #uploads = new Map<string, Upload>();
  readonly #queue: string[] = [];
  #running = 0;
  readonly #listeners = new Set<() => void>();
  #isClosed = false;
  #send: (() => void) | undefined;
  #threadId: string | null;

  constructor(threadId: string | null) {
    this.#threadId = threadId;
  }

  readonly list = (): readonly WaitingFile[] => this.#files;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get threadId(): string | null {
    return this.#threadId;
  }

  /** A message is sent as soon as its files are stored. */
  readonly isAwaited = (): boolean => this.#send !== undefined;

  /** Calls `send` when no file is on its way any more, unless one fails. */
  sendWhenStored(send: () => void): void {
    this.#send = send;
    this.#set(this.#files);
  }

  /** The conversation has got its id. */
  moveTo(threadId: string | null): void {
    if (threadId === this.#threadId) return;
    keepDraftFiles(this.#threadId, []);
    this.#threadId = threadId;
    this.#keep();
  }

  /** The composer is on the screen; uploads that end while it isn't are added to the draft. */
  open(): () => void {
    this.#isClosed = false;
    return () => {
      this.#isClosed = true;
    };
  }

  add(files: readonly File[]): void {
    const added = files.map((file): WaitingFile => {
      const key = randomId();
      this.#uploads.set(key, { file, aborter: new AbortController() });
      this.#queue.push(key);
      return {
        key,
        name: file.name,
        size: file.size,
        ...(file.type.startsWith("image/") && { preview: URL.createObjectURL(file) }),
        state: { kind: "uploading", progress: 0 },
      };
    });
    this.#set([...this.#files, ...added]);
    this.#next();
  }

  /** Takes files that are stored already. */
  adopt(attachments: readonly Attachment[]): void {
    const known = new Set(idsOf(this.#files));
    const added = attachments.filter(({ id }) => !known.has(id)).map(toWaiting);
    if (added.length > 0) this.#set([...added, ...this.#files]);
  }

  retry(key: string): void {
    this.#update(key, { kind: "uploading", progress: 0 });
    this.#queue.push(key);
    this.#next();
  }

  remove(key: string): void {
    const file = this.#files.find((one) => one.key === key);
    if (!file) return;
    this.#uploads.get(key)?.aborter.abort();
    this.#uploads.delete(key);
    if (file.preview?.startsWith("blob:")) URL.revokeObjectURL(file.preview);
    this.#set(this.#files.filter((one) => one !== file));
    if (file.state.kind === "stored") void removeStored(file.state.attachment.id);
    announce(`${file.name} was removed.`);
  }

  /** The stored files are in a message that is on the screen. */
  sent(): void {
    this.#sent = this.#files.filter(({ state }) => state.kind === "stored");
    this.#set(this.#files.filter(({ state }) => state.kind !== "stored"));
  }

  /** The server has accepted that message, or has refused it: then its files come back. */
  settled(isAccepted: boolean): void {
    const sent = this.#sent;
    this.#sent = [];
    if (!this.#isClosed) return this.#set(isAccepted ? this.#files : [...sent, ...this.#files]);
    // The user has gone elsewhere.
    const ids = idsOf(sent);
    if (!isAccepted) return addDraftFiles(this.#threadId, attachmentsOf(sent));
    const draft = readDraftFiles(this.#threadId);
    keepDraftFiles(
      this.#threadId,
      draft.filter(({ id }) => !ids.includes(id)),
    );
  }

  #next(): void {
    while (this.#running < MAX_AT_ONCE) {
      const key = this.#queue.shift();
      if (key === undefined) return;
      const upload = this.#uploads.get(key);
      if (upload) void this.#run(key, upload);
    }
  }

  async #run(key: string, { file, aborter: { signal } }: Upload): Promise<void> {
    this.#running += 1;
    try {
      const onProgress = (progress: number) => this.#update(key, { kind: "uploading", progress });
      const attachment = await uploadFile(file, { signal, onProgress });
      // Removed at the last moment.
      if (signal.aborted) return void removeStored(attachment.id);
      this.#uploads.delete(key);
      if (this.#isClosed) addDraftFiles(this.#threadId, [attachment]);
      else this.#update(key, { kind: "stored", attachment });
      announce(`${attachment.name} is attached.`);
    } catch (error) {
      if (signal.aborted) return;
      const problem = error instanceof Error ? error.message : "The upload has failed.";
      this.#update(key, { kind: "failed", problem });
      announce(`${file.name} could not be attached. ${problem}`);
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }

  #update(key: string, state: WaitingFile["state"]): void {
    this.#set(this.#files.map((file) => (file.key === key ? { ...file, state } : file)));
  }

  #set(files: readonly WaitingFile[]): void {
    this.#files = files;
    if (!this.#isClosed) this.#keep();
    const send = this.#send;
    const isDone = !isAnyUploading(files);
    if (isDone) this.#send = undefined;
    for (const listener of this.#listeners) listener();
    if (isDone && !failedIn(files)) send?.();
  }

  #keep(): void {
    keepDraftFiles(this.#threadId, attachmentsOf([...this.#sent, ...this.#files]));
  }
}

const toWaiting = (attachment: Attachment): WaitingFile => ({
  key: attachment.id,
  name: attachment.name,
  ...(attachment.type === "image" && { preview: attachment.preview_url }),
  state: { kind: "stored", attachment },
});

/** The stored ones among files of a composer. */
export const attachmentsOf = (files: readonly WaitingFile[]): Attachment[] =>
  files.flatMap(({ state }) => (state.kind === "stored" ? [state.attachment] : []));

export const isAnyUploading = (files: readonly WaitingFile[]): boolean =>
  files.some(({ state }) => state.kind === "uploading");

export const failedIn = (files: readonly WaitingFile[]): WaitingFile | undefined =>
  files.find(({ state }) => state.kind === "failed");

const idsOf = (files: readonly WaitingFile[]) => attachmentsOf(files).map(({ id }) => id);
