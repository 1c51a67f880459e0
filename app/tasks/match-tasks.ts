/** The significant words of a text, without filler words and endings: "Calling the bank" → call, bank. */
export function keyWords(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const significant = words.filter((word) => !FILLERS.has(word));
  return (significant.length > 0 ? significant : words).map(stem);
}

const FILLERS = new Set(
  "a an the my our your to of for with on in at and task tasks todo item reminder one it that this these those some any your please".split(
    " ",
  ),
);

function stem(word: string): string {
  if (word.length <= 3) return word;
  return (
    word
      // "Ring" has no ending.
      .replace(/(?<=..)(?:ing|ed|es|s)$/, "")
      .replace(/e$/, "")
      .replace(/([^aeiouls])\1$/, "$1")
  );
}

interface Named {
  title: string;
}

/** What is compared of a title. A message is compared with all of a user's tasks, and many times. */
interface Compared {
  plain: string;
  keys: string[];
  sorted: string;
}

const compared = new WeakMap<Named, Compared>();

function comparedOf(task: Named): Compared {
  let known = compared.get(task);
  if (!known) {
    const keys = keyWords(task.title);
    known = { plain: plainTitle(task.title), keys, sorted: keys.toSorted().join(" ") };
    compared.set(task, known);
  }
  return known;
}

/** The significant words of a task's title. */
export const titleWords = (task: Named): readonly string[] => comparedOf(task).keys;

/** Whether the words are exactly a task's title, apart from case and punctuation. */
export function findByTitle<T extends Named>(tasks: readonly T[], words: string): T | undefined {
  const plain = plainTitle(words);
  return tasks.find((task) => comparedOf(task).plain === plain);
}

/**
 * The tasks that a few words may refer to: those with exactly this title, or those with the same significant
 * words, or those whose title contains all of them.
 */
export function matchTasks<T extends Named>(tasks: readonly T[], words: string): T[] {
  const plain = plainTitle(words);
  const exact = tasks.filter((task) => comparedOf(task).plain === plain);
  if (exact.length > 0) return exact;
  const wanted = keyWords(words);
  if (wanted.length === 0) return [];
  const isOneLetter = wanted.every((word) => /^[a-z\d]$/.test(word));
  const sorted = wanted.toSorted().join(" ");
  const sameWords = tasks.filter((task) => comparedOf(task).sorted === sorted);
  // A letter is in many titles, and says too little to change one of them.
  if (sameWords.length > 0 || isOneLetter) return sameWords;
  const containing = (all: string[], isSame: (a: string, b: string) => boolean) =>
    tasks.filter((task) =>
      all.every((word) => titleWords(task).some((candidate) => isSame(candidate, word))),
    );
  const found = containing(wanted, isSameWord);
  if (found.length > 0) return found;
  const near = containing(wanted, isNear);
  // "The vet appointment" may be called "Vet for Biscuit".
  const specific = wanted.filter((word) => !GENERIC.has(word));
  if (near.length > 0 || specific.length === wanted.length || specific.length === 0) return near;
  return containing(specific, isSameWord);
}

/** Words that people add to the name of a task. */
const GENERIC = new Set([
  "appointment",
  "appt",
  "meet",
  "thing",
  "job",
  "errand",
  "stuff",
  "chore",
  "bit",
  "one",
]);

/** Verbs that people use for one another when they tell what they have done. */
const SAME_DEED = [
  ["buy", "get", "pick", "order", "grab", "purchas"],
  ["send", "email", "mail", "post", "forward"],
  ["call", "phon", "ring"],
  ["fix", "repair", "mend"],
  ["book", "reserv"],
  ["clean", "tidy", "wash"],
  ["write", "draft"],
  ["finish", "complet", "do", "done"],
  ["hand", "submit", "turn"],
].map((verbs) => new Set(verbs));

/** Whether a task's title has this verb, or one that people use for the same deed. */
export function sharesVerb(task: Named, verb: string): boolean {
  const wanted = stem(verb);
  const has = titleWords(task);
  if (wanted === "do" || has.includes(wanted)) return true;
  return SAME_DEED.some((deed) => deed.has(wanted) && has.some((word) => deed.has(word)));
}

/** Tasks that share a word with the given words, the most similar first. */
export function similarTasks<T extends Named>(tasks: T[], words: string, limit: number): T[] {
  const wanted = keyWords(words);
  return tasks
    .map((task) => {
      const has = titleWords(task);
      return { task, shared: wanted.filter((word) => has.some((other) => isNear(other, word))).length };
    })
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, limit)
    .map(({ task }) => task);
}

const plainTitle = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const isSameWord = (a: string, b: string) => a === b || (b.length >= 4 && a.startsWith(b));

/**
 * Whether two words are the same, or differ by one changed, added or missing letter, or by two swapped
 * neighbours.
 */
function isNear(a: string, b: string): boolean {
  if (isSameWord(a, b) || isSameWord(b, a)) return true;
  // A short word may lack a letter: "rnt".
  const isShort = Math.min(a.length, b.length) < 4;
  if (isShort && (Math.min(a.length, b.length) < 3 || a.length === b.length || a[0] !== b[0])) return false;
  // A slip in the first letter is rare, and the word would often be another one: "book" and "cook".
  if (a[0] !== b[0] || /\d/.test(a + b) || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const differ = Math.max(a.length, b.length) - start - end;
  const swapped = differ === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
  return differ <= 1 || swapped;
}
