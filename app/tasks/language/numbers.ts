const WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
const TENS: Record<string, number> = {
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  "forty-five": 45,
  fifty: 50,
  sixty: 60,
  ninety: 90,
};

/** A number in digits or words, or an article, as a part of a pattern. */
export const COUNT =
  "(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty-five|forty|fifty|sixty|ninety|a couple(?: of)?|couple(?: of)?|a few|few|several)";

export function countOf(word: string): number {
  const plain = word.replace(/^a (?=couple|few)/, "").replace(/ of$/, "");
  if (plain === "a" || plain === "an") return 1;
  if (plain === "couple") return 2;
  if (plain === "few" || plain === "several") return 3;
  const place = WORDS.indexOf(plain);
  return place >= 0 ? place : (TENS[plain] ?? Number(plain));
}

const ORDINALS =
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split(
    " ",
  );

export const ORDINAL_WORD = `(?:${ORDINALS.slice(1).join("|")}|last)`;

/** The number of "2nd" or "second"; -1 for "last", undefined for another word. */
export function ordinalOf(word: string): number | undefined {
  if (word === "last") return -1;
  const digits = /^(\d{1,3})(?:st|nd|rd|th)$/.exec(word)?.[1];
  if (digits) return Number(digits);
  const place = ORDINALS.indexOf(word);
  return place > 0 ? place : undefined;
}
