import { beginsWithVerb } from "./imperatives.ts";

const SUBJECT =
  /^(?:i|i'm|i've|i'd|i'll|we|we're|we've|you|you're|he|he's|she|she's|it|it's|they|they're|this|that|that's|there|there's|here|here's|who|nobody|everyone|everybody|someone|somebody|something|nothing|everything)\b/;
/** A verb in the form that it has after a subject, which no task has. */
const FINITE =
  /^(?:(?:the|my|our|your|his|her|their|a|an|this|that|these|those|some|all|every)\s)?(?:[\p{L}\p{N}'’.&-]+\s){0,4}?(?:is|are|was|were|has|have|had|will|won't|would|can|can't|could|should|might|must|isn't|aren't|wasn't|doesn't|didn't|don't|did|does|seems?|looks?|feels?|went|came|got|said|told|asked|visits?|arrives?|comes?|goes|lives?|loves?|likes?|hates?|wants?|needs?|thinks?|knows?|says?|works?|starts|ends|opens|closes|moved|died|broke|rains?|snows?|sucks?|rocks?|leaves|turns|gets|plays|sleeps|eats)\b/u;

/** Whether a line is a sentence about the world, such as "my mom visits tomorrow", and no task. */
export function isStatement(text: string): boolean {
  const plain = text.trim();
  if (SUBJECT.test(plain)) return true;
  // "Call mum is done but rent isn't" tells of tasks.
  if (/\b(?:is|are|was|were) (?:done|finished|completed?|not)\b|\b(?:isn't|aren't|wasn't)\b/.test(plain))
    return true;
  if (beginsWithVerb(plain)) return /^(?:love|like|work|dream|hope)\b.*\b(?:is|are)\b/.test(plain);
  return FINITE.test(plain);
}

/** Whether a line asks something. */
export function isQuestion(text: string): boolean {
  return (
    /\?\s*$/.test(text) ||
    /^(?:what|what's|which|who|who's|whose|whom|when|when's|where|where's|why|how|how's|is|are|am|was|were|do (?:i|we|you|they)|does|did|has|have (?:i|we|you)|should|shall|must (?:i|we)|would(?!n)|will|could(?!n)|can(?!'t)|may i|might|isn't|aren't|doesn't|didn't)\b/.test(
      text,
    )
  );
}
