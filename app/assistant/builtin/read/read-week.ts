import type { Reading } from "#app/tasks/language/marks.ts";
import { normalize } from "#app/tasks/language/normal.ts";
import { addDays, today, isoDay } from "#app/tasks/local-time.ts";

import type { Command } from "./command.ts";

const WEEK = String.raw`(?:(?:my|the|this|next|coming|upcoming|whole|entire|rest of|current|following|of|out) )*(?:work(?:ing)? ?)?week(?: ahead)?`;
const CHART =
  "(?:bar )?(?:chart|graph|diagram|overview|view|outlook|plan|planner|summary|workload|load|schedule|agenda|calendar|forecast|at a glance)";
const SHOW = "(?:(?:show|give|draw|make|display|get|plot|see|let me see|view)(?: me)? )?(?:an? |the |my )?";

/** Requests for a week as a whole. The group is the week. */
const REQUESTS = [
  `(?:how|what)(?:'s| is| does| do| will| are|'re| did)? (${WEEK}) (?:(?:look|looks|looking|shape up|shaping up|shapes up|seem|seems|going|be|going to be|gonna be|shape)(?: like| to be)?)(?: like)?(?: so far)?`,
  `(?:how|what)(?:'s| is) (${WEEK})(?: like)?`,
  `(?:plan|organi[sz]e|structure|map|lay|sketch)(?: out)? (${WEEK})(?: (?:for me|with me|ahead))?`,
  `how (?:busy|full|packed|heavy|loaded|crowded|hectic|tight) (?:am i|is it|is|will i be|will it be|are we|does it look|do i look)(?: going to be)? ?(${WEEK})(?: looking| going to be)?`,
  `${SHOW}(?:weekly|week|week's|week’s) ${CHART}`,
  `${SHOW}(next|this|coming) week(?:'s|’s)? ${CHART}`,
  `${SHOW}${CHART} (?:of|for|about) (${WEEK})`,
  `${SHOW}(${WEEK}) (?:as|in|on) (?:an? )?(?:bar )?(?:chart|graph|diagram|bars)`,
  `(?:chart|graph|plot) (${WEEK})`,
  `${SHOW}(?:tasks|to-?dos|workload|load) (?:per|by|for each|each) day(?: (?:of|for|in))?(?: (${WEEK}))?`,
].map((source) => new RegExp(`^${source}$`));

/** "How does my week look?", "plan next week", "week chart": a week's tasks, with a chart. Undefined for others. */
export function readWeek(text: string, reading: Reading): Command | undefined {
  const plain = normalize(text)
    .text.trim()
    .replace(/\s+/g, " ")
    .replace(/[\s.!?]+$/, "");
  const match = REQUESTS.map((request) => request.exec(plain)).find(Boolean);
  if (!match) return undefined;
  const [from, to, words] = spanOf(match[1] ?? "", reading);
  const due = { from: isoDay(from), to: isoDay(to) };
  return {
    kind: "list",
    set: { selector: { due }, words: [words], isSet: true, hasFilter: true },
    view: "week",
  };
}

/** Like the same words elsewhere: weeks begin on Monday, and "this week" is what is left of it. */
function spanOf(week: string, reading: Reading): [from: Date, to: Date, words: string] {
  const now = today(reading);
  const sunday = addDays(now, (7 - now.getUTCDay()) % 7);
  if (/\b(?:next|following|coming|upcoming)\b/.test(week))
    return [addDays(sunday, 1), addDays(sunday, 7), "due next week"];
  if (/\b(?:this|current|rest of)\b/.test(week)) return [now, sunday, "due this week"];
  return [now, addDays(now, 6), "due in the next 7 days"];
}
