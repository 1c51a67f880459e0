/** Past forms that don't end in "ed", and the verb that a task has. */
const IRREGULAR = new Map(
  Object.entries({
    ate: "eat",
    bought: "buy",
    brought: "bring",
    built: "build",
    chose: "choose",
    drank: "drink",
    drove: "drive",
    fed: "feed",
    found: "find",
    gave: "give",
    got: "get",
    hung: "hang",
    kept: "keep",
    led: "lead",
    left: "leave",
    lent: "lend",
    lost: "lose",
    made: "make",
    met: "meet",
    paid: "pay",
    ran: "run",
    rang: "ring",
    sent: "send",
    sewed: "sew",
    sold: "sell",
    spent: "spend",
    spoke: "speak",
    swam: "swim",
    swept: "sweep",
    taught: "teach",
    thought: "think",
    threw: "throw",
    told: "tell",
    took: "take",
    went: "go",
    wrote: "write",
  }),
);
/** The same word in the past: alone, it may as well name a task. */
const UNCHANGED = new Set(["cut", "put", "read", "set", "shut"]);

const STATEMENT =
  /^(?:(i|we)(?:'ve| have)? )?(?:just |already |now |finally )*([a-z]+) (.+?)(?: (?:already|now|today|just now|this morning|yesterday))?$/i;

/**
 * Reads a sentence that tells what has been done, as the task that it may have been: "I bought the milk" is "buy
 * the milk". With another verb the task is another one: who has lost a passport hasn't renewed it.
 */
export function readDone(text: string): string | undefined {
  const [, subject, past = "", rest = ""] = STATEMENT.exec(text) ?? [];
  const verb = presentOf(past.toLowerCase(), subject !== undefined);
  return verb && `${verb} ${rest}`;
}

function presentOf(past: string, hasSubject: boolean): string | undefined {
  const irregular = IRREGULAR.get(past);
  if (irregular) return irregular;
  if (UNCHANGED.has(past)) return hasSubject ? past : undefined;
  if (!/[a-z]{2}ed$/.test(past) || /(?:[^aeiou]eed|need|feed|seed|weed|embed)$/.test(past)) return undefined;
  if (past.endsWith("ied")) return `${past.slice(0, -3)}y`;
  // Tasks are found by the stem of a word, so "clos" is "close".
  return past.slice(0, -2);
}
