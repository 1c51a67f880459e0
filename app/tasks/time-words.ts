/** Words of time in which people make slips of the keyboard, and how many letters may differ. */
const SPELLINGS: [string, number][] = [
  ["tomorrow", 2],
  ["yesterday", 2],
  ["wednesday", 2],
  ["thursday", 2],
  ["saturday", 2],
  ["tuesday", 1],
  ["february", 2],
  ["september", 2],
  ["november", 1],
  ["december", 1],
  ["afternoon", 2],
  ["weekend", 1],
];

const SHORT: [RegExp, string][] = [
  [/\b(?:tmrw|tmr|tmw|tmmrw|2mrw|2moro+w?|tomoz)\b/gi, "tomorrow"],
  [/\b(?:2day|tdy)\b/gi, "today"],
  [/\b(?:2nite|tonite|2night)\b/gi, "tonight"],
  [/\bwknd\b/gi, "weekend"],
  [/\bnxt (?=week|month|mon|tue|wed|thu|fri|sat|sun)/gi, "next "],
];

/** "20.30" after a word that an hour follows; a bare "3.50" may be a price. */
const DOTTED_CLOCK =
  /\b((?:at|by|from|until|till|before|after|around|today|tomorrow|tonight|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?) (?:at )?)([01]?\d|2[0-3])\.([0-5]\d)\b(?![.\d%])/gi;

/** The text with its words of time as they are usually written: "tomorow", "tmrw", "fri 20.30". */
export function plainTime(text: string): string {
  let plain = text.replace(/[a-z]{6,11}/gi, (word) => spelled(word) ?? word);
  for (const [pattern, word] of SHORT) plain = plain.replace(pattern, word);
  return plain.replace(DOTTED_CLOCK, "$1$2:$3");
}

const EVENT_NIGHT =
  /\b(movie|game|date|quiz|pizza|family|girls'?|boys'?|poker|film|club|parents?'?|opening|karaoke|trivia|bingo|school)([- ])(night|evening|morning)\b/gi;
const FRACTION =
  /\b(\d)\/(\d{1,2})(?=[\s-]*(?:inch(?:es)?|in\b|"|cups?|pints?|tsp|tbsp|teaspoons?|tablespoons?|miles?|lbs?|pounds?|kg|oz|ounces?|of\b|full|empty|size|length|price|scale|time\b|done|finished))/gi;

/** The text, as long as before, without words that look like a time and are none: "movie night", "3/4 inch". */
export function withoutLookalikes(text: string): string {
  return text
    .replace(
      EVENT_NIGHT,
      (_, event: string, gap: string, part: string) => event + gap + "_".repeat(part.length),
    )
    .replace(FRACTION, "$1_$2");
}

/** Words that are right as they are, although they resemble another one: Tuesday and Thursday do. */
const RIGHT = new Set([
  ...SPELLINGS.map(([word]) => word),
  "monday",
  "friday",
  "sunday",
  "january",
  "october",
  "weekday",
]);

function spelled(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (RIGHT.has(lower) || RIGHT.has(lower.replace(/s$/, ""))) return undefined;
  const [first] = lower;
  // A slip in the first letter is rare, and the word would often be another one.
  return SPELLINGS.find(
    ([right, slips]) => right.startsWith(first ?? "") && lower !== right && differ(lower, right) <= slips,
  )?.[0];
}

/** How many letters are added, left out, changed or swapped with their neighbour. */
function differ(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost, swap));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
