/** When a window ends, in words: "in 40 seconds", "in 3 minutes", "in 5 hours". */
export function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) return seconds === 1 ? "in a second" : `in ${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `in ${minutes} minutes`;
  return `in ${Math.ceil(minutes / 60)} hours`;
}

/** Milliseconds until the day ends in UTC. */
export const untilMidnight = (now: Date) => 86_400_000 - (now.getTime() % 86_400_000);
