import { keyWords, sharesVerb, titleWords } from "#app/tasks/match-tasks.ts";
import type { Task } from "#db/schema/index.ts";
import { beginsWithVerb } from "./imperatives.ts";
import { editsOf } from "./change-values.ts";
import { type Clause, whenOf } from "./clause.ts";
import type { Change } from "./command.ts";
import { hasNegation, isNegated } from "./negation.ts";
import { presentOf } from "./past-verbs.ts";
import { isQuestion } from "./statements.ts";

/** Words that say what is to be done, wherever they stand in a sentence. */
const DELETE = /\b(?:take (?:it|that) off|delete|remove|rm|scrap|erase|get rid of|trash|throw out|kill)\b/;
const DONE = /\b(?:done|finished|completed|sorted|ticked off|checked off|taken care of)\b|[✅✔✓☑]/u;
const DUE =
  /\b(?:instead|needs? to (?:happen|be done|get done)|ha(?:s|ve) to (?:happen|be done|be finished|get done)|must (?:happen|be done)|deadline|due|postpone|reschedule|move|moved|shift|push|delay|snooze|earlier|later|same time|make it|new date|bring forward|already|do it|changed? to|rather|better|moves|can wait)\b/;

/** Words that a change may have around it without saying anything else. */
const AROUND = new Set(
  "i i'm i'll we you it that this one them is are was were be been has have had got get gets to the a an my our for on at by of in and or so but just also already now then please ok yes no not going will would want wanna need needs needed do does did can can't won't could should must don't didn't isn't let's make made new date deadline due day time same instead happen happens happened done finished completed complete finish delete remove rm scrap erase rid trash throw out kill move moved shift push delay snooze postpone reschedule earlier later bring forward rather better manage until till from with yay finally today it's that's actually really anymore longer more omg lol nvm nevermind about been so we kindly take forget wait changed change task thing was as well lol mean i-mean cancelled canceled cross crossed tick ticked check checked off up ✅ ✔ ✓ ☑".split(
    " ",
  ),
);

export interface Cued {
  change: Change;
  task: Task;
}

/**
 * Reads a sentence by what it names and by a word that says what is to be done, in any order: "the rent is paid",
 * "dentist got cancelled, delete that one", "renew passport needs to happen by Oct 30". Only if the sentence says
 * little else, so that nothing is done that wasn't said.
 */
export function readByCue(clause: Clause, tasks: readonly Task[]): Cued | undefined {
  const text = clause.text.trim();
  if (isQuestion(text) || text.length > 200) return undefined;
  const words = wordsOf(text.replace(/⟦[a-z]\d+⟧/g, " "));
  const open = tasks.filter(({ completedAt }) => completedAt === null);
  const named = mentioned(words, open);
  if (named) {
    const { task, rest } = named;
    const change = changeOf(clause, text);
    if (change && rest.every((word) => AROUND.has(word))) return { change, task };
  }
  return whatIsDone(words, open);
}

/** "Mum's been called" is "mum is been called", and "Jonah's party" the same for our purpose. */
export const wordsOf = (text: string): string[] =>
  text.replace(/'s\b/g, " is").match(/[\p{L}\p{N}']+|[✅✔✓☑]/gu) ?? [];

function changeOf(clause: Clause, text: string): Change | undefined {
  if (DELETE.test(text)) return isUnwanted(text) ? undefined : { kind: "delete" };
  const placeholder = /⟦w\d+⟧(?!.*⟦w\d+⟧)/.exec(text)?.[0];
  const when = whenOf(clause, placeholder);
  if (
    when &&
    DUE.test(text) &&
    !isUnwanted(text) &&
    !/^(?:add|create|remind|new task|schedule)\b/.test(text)
  ) {
    const edits = editsOf(when);
    // "This afternoon" is today's, also for a task that was due before.
    return edits && { kind: "edit", edits };
  }
  return !when && DONE.test(text) && !hasNegation(text) ? { kind: "complete" } : undefined;
}

/** "I don't want to delete the report"; not "no need for the dentist any more, delete it". */
const isUnwanted = (text: string) =>
  /\b(?:not|never|cannot|\w+n't|dont|no)(?: \w+){0,4}? (?:take (?:it|that) off|delete|remove|rm|scrap|erase|get rid of|trash|throw out|kill|postpone|reschedule|move|shift|push|delay|snooze|bring forward|due)\b/.test(
    text,
  ) || isNegated(text);

/** The one open task that the words mention most fully, and the words that aren't of its title. */
export function mentioned(words: string[], tasks: Task[]): { task: Task; rest: string[] } | undefined {
  const keysOf = new Map(words.map((word) => [word, keyWords(word)]));
  const scored = tasks
    .map((task) => {
      const title = titleWords(task);
      const inTitle = words.filter((word) => keysOf.get(word)?.every((key) => title.includes(key)));
      const keys = new Set(inTitle.flatMap((word) => keysOf.get(word) ?? []));
      const found = title.filter((key) => keys.has(key)).length;
      return {
        task,
        found,
        share: found / Math.max(1, title.length),
        rest: words.filter((word) => !inTitle.includes(word)),
      };
    })
    .filter(({ found, share }) => found > 0 && share >= 0.5)
    .toSorted((a, b) => b.share - a.share || b.found - a.found);
  const [best, second] = scored;
  if (!best || (second && second.share === best.share && second.found === best.found)) return undefined;
  return best;
}

const STATE = new Set(
  "is are was were has have been got gets be the my our a an now already all finally just today yay yes ok up lol omg at ten nine eight seven two three four five six too also earlier you can tick off mom dad mate dude guys ✅ ✔ ✓ ☑ it that to".split(
    " ",
  ),
);

/** "Rent is paid", "milk bought", "went to the dentist": a past form of the verb of a task, and its object. */
function whatIsDone(words: string[], tasks: Task[]): Cued | undefined {
  if (
    words.some((word) => /^(?:not|n't|didn't|haven't|isn't|never|if|when|by|lost|forgot|broke)$/.test(word))
  )
    return undefined;
  for (const [at, word] of words.entries()) {
    const verb = presentOf(word, true) ?? (words[at - 1] === "is" && beginsWithVerb(word) ? word : undefined);
    if (verb === undefined) continue;
    const objects = words.filter(
      (other, place) => place !== at && !STATE.has(other) && !/^(?:i|we|ve|i've)$/.test(other),
    );
    const keys = objects.flatMap((object) => keyWords(object));
    if (keys.length === 0) continue;
    const found = tasks.filter((task) => {
      const has = titleWords(task);
      if (!keys.every((key) => has.includes(key))) return false;
      const isNoun = !beginsWithVerb(task.title.toLowerCase());
      return isNoun ? /^(?:go|see|visit|attend|do|have|meet|mak)$/.test(verb) : sharesVerb(task, verb);
    });
    const [only] = found;
    if (only && found.length === 1) return { change: { kind: "complete" }, task: only };
  }
  return undefined;
}
