const CHANGES =
  "(?:delete|remove|erase|scrap|trash|get rid of|kill|throw out|move|reschedule|postpone|push|delay|shift|snooze|complete|finish|tick|check off|mark|rename|change|add|create|touch|clear|wipe|undo|restore|reopen|set|make|repeat)";
const WANT =
  "(?: (?:really|ever|actually|just))*(?: (?:want|wish|plan|need|going|have|like))?(?: you)?(?: to)?";
const NOT =
  "(?:do not|don'?t|dont|never|not|(?:you )?(?:shouldn'?t|mustn'?t|should not|must not|needn'?t)|(?:there'?s |there is )?no need to)";
const I_DO_NOT = `(?:i|we)(?:'m| am|'d| would| do| did| can| could| will|'ll|'re| are)*(?: not|n'?t|not| never)${WANT}`;
const LEAD =
  "(?:(?:please|no|nope|wait|ok|okay|but|and|so|actually|hey|sorry|just|(?:can|could|would|will) you(?: please)?)[\\s,!.]+)*";

/** "Don't delete it", "please never move the rent", "I don't want to complete that yet". */
const NEGATED = new RegExp(
  `^${LEAD}(?:${NOT}|${I_DO_NOT}) (?:(?:ever|yet|just|again|please|you dare) )*${CHANGES}\\b`,
);
/** "Delete milk? No!", "the rent? Don't delete it". */
const TAKEN_BACK = /[?.!,;]\s*(?:no(?:pe)?(?: way)?|never|please don'?t|don'?t|do not)[.!\s]*$/;

/**
 * Whether a request says that something is not to be done. What stands behind a comma or a "but" may be one, and "no
 * need to finish it any more" is a request, too.
 */
export function isNegated(text: string): boolean {
  const plain = text.trim().replaceAll("’", "'");
  if (TAKEN_BACK.test(plain)) return true;
  const rest = plain.replace(NEGATED, "");
  return (
    rest !== plain && !/[,;.!?] \S|\b(?:but|instead|rather|just|any ?more|any longer|after all)\b/.test(rest)
  );
}

/** A "not" anywhere, so that what a sentence names isn't what it wants. */
export const hasNegation = (text: string): boolean =>
  /\b(?:not|never|no|cannot|don'?t|dont|didn'?t|doesn'?t|isn'?t|can'?t|won'?t|wouldn'?t|shouldn'?t|mustn'?t|haven'?t|hasn'?t|needn'?t)\b/.test(
    text.replaceAll("’", "'"),
  );
