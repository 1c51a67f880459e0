/** Past forms that don't end in "ed", and the verb that a task has. */
const IRREGULAR = new Map(
  Object.entries({
    ate: "eat",
    bought: "buy",
    brought: "bring",
    built: "build",
    caught: "catch",
    chose: "choose",
    did: "do",
    drank: "drink",
    drew: "draw",
    drove: "drive",
    fed: "feed",
    flew: "fly",
    forgot: "forget",
    found: "find",
    froze: "freeze",
    gave: "give",
    got: "get",
    gotten: "get",
    grew: "grow",
    held: "hold",
    hid: "hide",
    hung: "hang",
    kept: "keep",
    knit: "knit",
    laid: "lay",
    led: "lead",
    left: "leave",
    lent: "lend",
    lit: "light",
    lost: "lose",
    made: "make",
    met: "meet",
    mown: "mow",
    paid: "pay",
    ran: "run",
    rang: "ring",
    redid: "redo",
    rode: "ride",
    said: "say",
    saw: "see",
    sent: "send",
    sewed: "sew",
    shook: "shake",
    shot: "shoot",
    sold: "sell",
    spent: "spend",
    spoke: "speak",
    stuck: "stick",
    swam: "swim",
    swept: "sweep",
    taught: "teach",
    thought: "think",
    threw: "throw",
    told: "tell",
    took: "take",
    went: "go",
    won: "win",
    wrote: "write",
    written: "write",
  }),
);
/** The same word in the past: alone, it may as well name a task. */
const UNCHANGED = new Set(["cut", "put", "read", "set", "shut"]);

const STATEMENT =
  /^(?:(i|we|i've|we've)(?: have)? )?(?:(?:just|already|now|finally|also|actually|even) )*(?:went and |managed to have )?([a-z]+) (.+?)(?:[ ,]+(?:already|now|today|just now|this morning|yesterday|earlier|finally|last night|tonight|⟦[wp]\d+⟧|lol|too|as well|yay))*$/;

/** What a sentence tells that has been done: the verb as a task has it, and its object. */
export interface Done {
  verb: string;
  rest: string;
}

/** Reads a sentence that tells what has been done: "I bought the milk" is "buy" and "the milk". */
export function readDone(text: string): Done | undefined {
  const plain = text.replace(/[!.\p{Extended_Pictographic}\u{fe0f}]+$/u, "").trim();
  const [, subject, past = "", rest = ""] = STATEMENT.exec(plain) ?? [];
  const verb = presentOf(past, subject !== undefined);
  return verb === undefined
    ? undefined
    : { verb, rest: rest.replace(/^(?:the|my|our|up the|off the)\s+/, "") };
}

export function presentOf(past: string, hasSubject: boolean): string | undefined {
  const irregular = IRREGULAR.get(past);
  if (irregular) return irregular;
  if (UNCHANGED.has(past)) return hasSubject ? past : undefined;
  if (!/[a-z]{2}ed$/.test(past) || /(?:[^aeiou]eed|need|feed|seed|weed|embed)$/.test(past)) return undefined;
  if (past.endsWith("ied")) return `${past.slice(0, -3)}y`;
  // Tasks are found by the stem of a word, so "clos" is "close".
  return past.slice(0, -2);
}
