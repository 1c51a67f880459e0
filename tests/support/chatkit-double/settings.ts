/** What a test may change about the double, in `window.chatkitDouble` before the page loads. */
export interface DoubleSettings {
  /** Milliseconds from the first options until `chatkit.ready`, the `load` of the frame. */
  frameDelay: number;
  /** Milliseconds from `chatkit.ready` until the composer can be used. */
  composerDelay: number;
  /** Milliseconds until the frame has done what a method asks. */
  messageDelay: number;
  /** Milliseconds in which the frame fades its text in, once it is visible. */
  fadeMs: number;
  /** `dead`: the frame's document or scripts can't be loaded; `chatkit.ready` fires all the same. */
  frame: "alive" | "dead";
  /**
   * `refused`: the domain key isn't approved; `unreachable`: it could not be verified. Both remove the frame.
   * The real client verifies only on https and the default port, and not on localhost: tests have this answer
   * wherever they run.
   */
  domain: "accepted" | "refused" | "unreachable";
  /** Names the build; part of the frame document's address. */
  build: string;
  /** Top-level options that this build doesn't know. The build of June 2026 doesn't know `commands`. */
  unknownOptions: string[];
}

declare global {
  interface Window {
    chatkitDouble?: Partial<DoubleSettings>;
  }
}

export const settings: DoubleSettings = {
  frameDelay: 120,
  composerDelay: 100,
  messageDelay: 5,
  fadeMs: 400,
  frame: "alive",
  domain: "accepted",
  build: "2026-06",
  unknownOptions: ["commands"],
  ...window.chatkitDouble,
};

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** An error as the client names it. */
export function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
