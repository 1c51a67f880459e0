/** Characters of a file's text that are kept. */
export const MAX_TEXT = 200_000;

/** A file to look into, as it is posted to the worker. The descriptor is of the process, so the worker can read it. */
export interface InspectTask {
  fd: number;
  size: number;
  name: string;
}

/** A file's text, or why there is none or only a part of it, in words for the user. */
export interface ReadText {
  text: string | null;
  problem: string | null;
}

/** What the bytes of a file are. */
export interface Inspection extends ReadText {
  mimeType: string;
}
