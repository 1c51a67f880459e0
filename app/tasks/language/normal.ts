import { spelled } from "./spelling.ts";

/** A text as the annotators read it: in lower case, with abbreviations written out and slips mended. */
export interface NormalText {
  text: string;
  source: string;
  /** The part of the source that a part of `text` was made from. */
  inSource(start: number, end: number): string;
  sourceSpan(start: number, end: number): { start: number; end: number };
}

const SHORT: Readonly<Record<string, string>> = {
  tmrw: "tomorrow",
  tmr: "tomorrow",
  tmw: "tomorrow",
  tmmrw: "tomorrow",
  tmrrw: "tomorrow",
  tomo: "tomorrow",
  tomoz: "tomorrow",
  "2mrw": "tomorrow",
  "2moro": "tomorrow",
  "2morrow": "tomorrow",
  tdy: "today",
  "2day": "today",
  "2nite": "tonight",
  tonite: "tonight",
  "2night": "tonight",
  wknd: "weekend",
  wkend: "weekend",
  nxt: "next",
  evry: "every",
  wkly: "weekly",
  p1s: "p1",
  p2s: "p2",
  pls: "please",
  plz: "please",
  thx: "thanks",
  ty: "thanks",
  whats: "what's",
  whens: "when's",
  hows: "how's",
  wheres: "where's",
  thats: "that's",
  todays: "today's",
  tomorrows: "tomorrow's",
  wat: "what",
  arvo: "afternoon",
  wots: "what's",
  wich: "which",
  teh: "the",
  adn: "and",
  shouldnt: "shouldn't",
  wouldnt: "wouldn't",
  couldnt: "couldn't",
  wasnt: "wasn't",
  arent: "aren't",
  hasnt: "hasn't",
  wats: "what's",
  wut: "what",
  im: "i'm",
  ive: "i've",
  dont: "don't",
  didnt: "didn't",
  doesnt: "doesn't",
  isnt: "isn't",
  havent: "haven't",
  cant: "can't",
  wont: "won't",
  lets: "let's",
  gotta: "have to",
  hafta: "have to",
  prio: "priority",
  appt: "appointment",
  mins: "min",
  hrs: "hours",
  wks: "weeks",
  mths: "months",
  u: "you",
  ur: "your",
  todos: "tasks",
  "to-dos": "tasks",
};

/** A word with its apostrophes, a run of spaces, or one other character. */
const TOKEN = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*|\s+|[^\s]/gu;

export function normalize(source: string): NormalText {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of source.matchAll(TOKEN)) {
    const [token] = match;
    const from = match.index;
    const word = normalToken(token);
    const isSame = word.length === token.length;
    for (let at = 0; at < word.length; at += 1) {
      starts.push(isSame ? from + at : from);
      ends.push(isSame ? from + at + 1 : from + token.length);
    }
    text += word;
  }
  const sourceSpan = (start: number, end: number) => {
    if (end <= start) return { start: starts[start] ?? source.length, end: starts[start] ?? source.length };
    return { start: starts[start] ?? source.length, end: ends[end - 1] ?? source.length };
  };
  return {
    text,
    source,
    sourceSpan,
    inSource: (start, end) => {
      const span = sourceSpan(start, end);
      return source.slice(span.start, span.end);
    },
  };
}

function normalToken(token: string): string {
  if (/^\s/.test(token)) return " ".repeat(token.length);
  const lower = token.replaceAll("’", "'").toLowerCase();
  if (Object.hasOwn(SHORT, lower)) return SHORT[lower] ?? lower;
  return spelled(lower) ?? lower;
}
