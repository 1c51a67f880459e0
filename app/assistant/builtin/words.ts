const POLITE =
  /^(?:(?:ok(?:ay)?|hey|hi|hello|please|pls|so|well|now|also|and|then|great|thanks|thank you|assistant)[\s,!.]+|(?:can|could|would|will) you (?:please )?(?!do\b|help\b)|(?:i(?:'d| would) like (?:you )?to|i want (?:you )?to|i wanna|let's|let us|help me(?: to)?) (?=(?:add|create|make|list|see|show|delete|remove|rename|mark|complete|check|move|set|view|reschedule|reopen|postpone)\b))/i;

/** The message on one line, without polite phrases and the full stop, and with straight quotes. */
export function plainRequest(message: string): string {
  let text = message.replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim();
  // "Can you add …?" is a request, not a question.
  if (/^(?:please )?(?:can|could|would|will) you\b/i.test(text)) text = text.replace(/\s*\?+$/, "");
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replace(POLITE, "");
  }
  return text.replace(/[\s,]+(?:please|pls|thanks|thank you)[.!]*$/i, "").replace(/\s*[.]+$/, "");
}

/** The words that name a task, without surrounding articles, quotes and words such as "task". */
export function targetName(text: string): string {
  return (
    text
      .trim()
      .replace(/[.!?,;:]+$/, "")
      .replace(
        /^(?:(?:the|my|a|an|that|this|our)\s+)?(?:(?:task|todo|to-do|item|reminder)\s+)?(?:(?:called|named|titled|about|to)\s+)?/i,
        "",
      )
      .replace(/\s+(?:task|todo|to-do|item|reminder|one)$/i, "")
      .replace(/^["'“‘«]+|["'”’»]+$/g, "")
      .replace(/^(?:the|my|our)\s+/i, "")
      .trim() || text.trim()
  );
}
