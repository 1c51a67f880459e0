/** Words of time and command in which slips of the keyboard are mended, by the number of letters that may differ. */
const LEXICON: Readonly<Record<1 | 2, readonly string[]>> = {
  1: "today monday tuesday friday sunday january march april august october november december weekend morning evening tonight every month months weeks hours minutes remind overdue delete complete finished priority urgent tasks weekly monthly daily".split(
    " ",
  ),
  2: "tomorrow yesterday wednesday thursday saturday february september afternoon reminder reschedule postpone completed appointment remember".split(
    " ",
  ),
};

/** Words that are right as they are, although they are close to a word of the lexicon. */
const RIGHT = new Set(
  [
    ...Object.values(LEXICON).flat(),
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays task taste toads toddy sundae mourning",
    "remembered remembers evenings mornings afternoons tomorrows moths mouths mouth mother weekends weekday weekdays deleted deletes completes",
    "completely completion incomplete remainder reminders reminding reminded reminds rescheduled postponed uncompleted",
    "finishes finisher unfinished urgently month hour minute minutes weeks weak weekly dairy marsh arch match apricot",
    "competed compete everyone everything everybody everyday ever very monthly bimonthly weekly biweekly disappointment",
    "appointments tanks talks masks takes asks risks basks tusks finish vanished furnished hous yours ours tours pours",
    "evens event events warning mornin sunny funday fraidy fridge money monkey minuets agent priorities tasked tacks",
    "cooking booking evening leaving tonights todays remand rewind remindme wedding weekender midday payday holiday",
    "someday everyday octopus march marches december decembers octobers",
  ].flatMap((words) => words.split(" ")),
);

/** The word of the lexicon that a word misspells; undefined when it is none. */
export function spelled(word: string): string | undefined {
  if (word.length < 5 || word.length > 13 || RIGHT.has(word) || !/^[a-z]+$/.test(word)) return undefined;
  const [first] = word;
  for (const slips of [1, 2] as const) {
    const found = LEXICON[slips].find(
      (right) =>
        // A slip in the first letter is rare, and the word would often be another one.
        right.startsWith(first ?? "") && distance(word, right) <= slips && !isEnding(word, right),
    );
    if (found) return found;
  }
  return undefined;
}

/** Whether one word is the other with an ending, which is no slip. */
const isEnding = (word: string, right: string) =>
  word === `${right}s` || word === `${right}d` || word === `${right}r` || `${word}s` === right;

/** How many letters are added, left out, changed or swapped with their neighbour; 3 stands for more. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : 3;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost, swap));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
