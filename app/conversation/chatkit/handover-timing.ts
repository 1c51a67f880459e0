/** Times in milliseconds, as they were observed of the client. */
export const TIMING = {
  /** A ChatKit that hasn't answered by then is removed. */
  patience: 8_000,
  /** A refused domain key removes the frame within this time after `chatkit.ready`. */
  verification: 3_000,
  /** From a visible frame until its text has faded in, with room for a slow machine. */
  fadeIn: 900,
};
