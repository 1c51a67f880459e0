import type { Reading } from "#app/tasks/language/marks.ts";
import type { Clause } from "./clause.ts";
import type { Command } from "./command.ts";
import type { Known } from "./known.ts";
import { readSet } from "./set.ts";
import { targetName } from "./target.ts";

const SEARCH =
  /^(?:find|search(?: for| my tasks for)?|look(?:ing)? for|look up|filter(?: by| for|:)?|where(?:'s| is| are)|show me everything about) (.+)$/;

/** "Find rent", "search my tasks for invoice": but "find a plumber" is a task. */
export function readSearch(
  text: string,
  clause: Clause,
  known: Known,
  reading: Reading,
): Extract<Command, { kind: "list" }> | undefined {
  const match = SEARCH.exec(text);
  const said = match?.[1];
  if (!said) return undefined;
  const set = readSet(said, clause, known, reading);
  if (set) return { kind: "list", set, view: "list" };
  if (/^(?:a|an|some|someone|somebody|new|out|another|places|time)\b/.test(said) || said.includes("⟦"))
    return undefined;
  const words = targetName(
    said
      .replace(
        /^(?:all |every |any |my )*(?:tasks?|to-?dos?|things|everything) (?:about|with|for|containing|that mention|mentioning|related to|called|named) /,
        "",
      )
      .replace(/^["'“](.+)["'”]$/, "$1"),
  );
  return {
    kind: "list",
    set: {
      selector: { text: words, state: "all" },
      words: [`about “${words}”`],
      isSet: true,
      hasFilter: true,
    },
    view: "list",
  };
}
