import type { Known } from "./known.ts";
import { type Draft, narrow, NOUN } from "./set-parts.ts";

/** Words of a description that say nothing of which tasks. */
export const FILLERS =
  /\b(?:all of|all|every|everything|each|but|later|already|been|that's|thats|what's|whats|any|anything|some|something|the|my|of|me|i|we|our|please|that|which|those|these|them|just|only|also|still|currently|there|is|are|a|an|for|on|in|to|with|and|else|whole|entire|both|tasks?|at|from|have|do|now|rn|right|so|far|here|lol|really|actually|ok|hey|it|this|up|next|yet)\b/g;

const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** "Work tasks", "my groceries", "in home": the name of a list or a tag of the user. */
export function nameList(draft: Draft, known: Known): void {
  const names = [
    ...known.lists.map((list) => ({ name: list, selector: { list }, words: `in ${list}` })),
    ...known.tags.map((tag) => ({ name: tag, selector: { tag }, words: `tagged ${tag}` })),
  ].toSorted((a, b) => b.name.length - a.name.length);
  for (const { name, selector, words } of names) {
    // A pattern is made only for a name that is there: making one takes a millisecond.
    if (!draft.rest.includes(name.toLowerCase())) continue;
    const said = escape(name.toLowerCase());
    const match = new RegExp(
      String.raw`(?:^|(?<=\s))(?:(?:in|on|from|of|under|for|at|tagged) (?:the |my )?${said}(?: ${NOUN})?|${said}(?:-related|'s)? ${NOUN}|(?<=^|^(?:all|everything|every|the|my|both|only|just|all my|show|all tasks) )${said}(?: list)?$)(?=$|\s|[?.!,])`,
    ).exec(draft.rest);
    if (!match) continue;
    narrow(draft, selector, words);
    // The noun stays: it may say that there are several.
    draft.rest =
      `${draft.rest.slice(0, match.index)} tasks ${draft.rest.slice(match.index + match[0].length)}`.trim();
    return;
  }
}

/** "The buy tasks", "passport stuff": a word of the titles before the noun. */
export function nameTopic(draft: Draft, known: Known): void {
  const match = new RegExp(
    String.raw`(?:^|\s)([\p{L}\p{N}-]{3,}) (?:tasks|to-?dos|items|things|stuff|ones|reminders|chores|appointments)\b`,
    "u",
  ).exec(draft.rest);
  const topic = match?.[1];
  if (
    !match ||
    !topic ||
    draft.rest.replace(match[0], " ").replace(FILLERS, " ").trim() !== "" ||
    new RegExp(`^(?:${FILLERS.source})$`).test(topic)
  )
    return;
  if (!known.tasks.some(({ title }) => title.toLowerCase().includes(topic.replace(/s$/, "")))) return;
  narrow(draft, { text: topic }, `about “${topic}”`);
  draft.rest = "";
}
