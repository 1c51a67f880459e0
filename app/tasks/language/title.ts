/** Tidies a title: without stray punctuation, dangling words and quotes around it, and with a capital first letter. */
export function tidyTitle(text: string): string {
  let bare = text
    .replace(/\s+/g, " ")
    .replace(/\(\s*\)|\[\s*\]/g, " ")
    .replace(/\s+([,.;!?])/g, "$1")
    .replace(/,(?:\s*,)+/g, ",")
    .trim();
  for (let before = ""; before !== bare;) {
    before = bare;
    const tidier = bare
      .replace(/^[\s,;:.–—-]+|[\s,;:–—-]+$/g, "")
      .replace(/^(?:to|that|and|then|also|plus|so) (?=\S)/i, "")
      .replace(
        /[\s,]+(?:and|by|on|at|due|for it|please|pls|thanks|thx|the|with|from|until|then|or|lol|ok|also|too|as well|ty|from now|time|as)[.!]*$/i,
        (words) =>
          /(?:\bthe|\btime|\bas|\bok|\bwith|\bfrom|\bor)$/i.test(words) &&
          !/[\s,](?:the|or|with|from)[.!]*$/i.test(words)
            ? words
            : "",
      )
      .replace(/[,;.!]+$/, "");
    bare = unquoted(tidier).trim();
  }
  // An opening bracket whose rest was a date.
  if (/\([^)]*$/.test(bare) && !bare.includes(")")) bare = bare.replace(/\s*\(\s*$/, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

const OPENING: ReadonlySet<string> = new Set(`"'“‘«`);
const CLOSING: ReadonlySet<string> = new Set(`"'”’»`);

/** Without the quotes around it, if it begins and ends with some. */
function unquoted(text: string): string {
  const last = text.length - 1;
  if (last < 1 || !OPENING.has(text.charAt(0)) || !CLOSING.has(text.charAt(last))) return text;
  let from = 0;
  while (from < last && OPENING.has(text.charAt(from))) from += 1;
  let to = text.length;
  while (to > from && CLOSING.has(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}
