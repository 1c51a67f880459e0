/**
 * About how many tokens a text has. Models count differently; for the sum of a conversation this is near enough, and a
 * tokenizer would take as long as reading the history.
 *
 * Text in Latin letters has about four characters a token, other alphabets two, and scripts without spaces one.
 */
export function estimateTokens(text: string): number {
  let quarters = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x250) quarters += 1;
    else if (code < 0xe00) quarters += 2;
    else quarters += 4;
  }
  return Math.ceil(quarters / 4);
}
