/** Words around a request that say nothing of it. */
const BEFORE =
  /^(?:would you mind (?=[a-z]+ing\b)|(?:would you |could you )?kindly |you can (?=(?:check|tick|mark|delete|remove|move|cross|complete)\b)|i want (?=see\b)|(?:ok(?:ay)?|hey|hi|hello|yo|please|pls|plz|so|well|also|and|then|great|alright|um+|uh+|oh|hm+|ugh+|argh|lol|quick one|thanks|thank you|assistant|hey there|hi there|good morning|morning|nah|no wait|wait(?! (?:for|until|till|in|on|at)\b)|actually|btw|fyi|just(?! (?:read|put|cut|set|shut|[a-z]+ed|bought|paid|sent|did|got|made|took)\b)|ya|yeah|dude|man|sorry|anyway|cool|perfect|two things|one more thing|one more)(?:[\s,!.:–-]+)|(?:can|could|would|will) (?:you|u) (?:please |pls |plz |just |maybe |quickly |also |kindly )*(?!do\b|help\b)|(?:i(?:'d| would) like (?:you )?to|i want (?:you )?to|i wanna|i'd love to|let'?s|let us|help me(?: to)?|i need you to|you should|go ahead and|feel free to|is it possible to|can we|could we) (?=(?:add|create|make|list|see|show|delete|remove|rename|mark|complete|check|move|set|view|reschedule|reopen|postpone|know|find|push|adding|remind|put|tag|cancel|schedule|tick|undo|change|plan|do|have|adding|putting)\b))/i;
const AFTER =
  /[\s,]+(?:please|pls|plz|thanks|thank you|thx|thanks!|ty|lol|haha|ok\?|okay\?|for me|if you can|when you can|asap please|cheers|👍|🙏|😅|😊|😂|🎉|🌱|💪)[\s.!]*$|[\s.!]*[\p{Extended_Pictographic}\u{fe0f}]+\s*$/iu;

/** The request without polite phrases around it, on one line. */
export function withoutPoliteness(message: string): string {
  let text = message.replace(/\s+/g, " ").trim();
  if (/^(?:please |hey,? |hi,? )*(?:can|could|would|will) (?:you|u|we)\b/i.test(text))
    text = text.replace(/\s*\?+$/, "");
  for (let before = ""; before !== text;) {
    before = text;
    const stripped = text.replace(BEFORE, "");
    // "Right" or "now" alone are words.
    if (stripped.trim() !== "") text = stripped;
    const ended = text.replace(AFTER, "");
    if (ended.trim() !== "") text = ended;
  }
  if (/^(?:please |hey,? |hi,? )*(?:can|could|would|will) (?:you|u|we)\b/i.test(message.trim()))
    text = text.replace(/\s*\?+$/, "");
  // "31.12." ends with its dot.
  return text.replace(/(?<![.\d])\s*\.$/, "").trim();
}
