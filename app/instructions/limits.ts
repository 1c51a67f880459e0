/** Longest instructions of one kind, in characters. */
export const MAX_INSTRUCTIONS = 4_000;
/** Longest remembered fact, in characters. */
export const MAX_FACT = 300;
