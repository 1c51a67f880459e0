import type { Clause } from "./clause.ts";
import type { Change, Otherwise } from "./command.ts";

/** A way to ask for a change. Group 1 of the pattern names the tasks. */
export interface ChangeRule {
  patterns: string[];
  read(match: RegExpExecArray, clause: Clause): Change | undefined;
  otherwise: Otherwise;
  /** Whether group 1 has to be the whole title of a task. */
  exact?: boolean;
  /** Groups that name the tasks when it isn't the first. */
  target?: number;
}

/** Words that patterns of several rules share. */
export const LEVEL =
  "(urgent|highest|top|important|critical|high|higher|medium|normal|regular|low|lower|lowest)(?:[- ]priority)?";
export const DONE =
  "(?:done|completed?|finished|closed|ticked(?: off)?|checked(?: off)?|sorted|over with|taken care of|dealt with|in the bag|✓|✔️?|✅|☑️?)";
export const UNDONE =
  "(?:not (?:yet )?(?:done|completed?|finished)|undone|incomplete|unfinished|open|to ?do|pending|uncompleted|not done yet)";
export const ITS_DATE = "(?:due date|due day|due|date|deadline|day|time|schedule)";
export const MOVE =
  "(?:move|reschedule|re-schedule|postpone|push|delay|defer|shift|snooze|change|bring forward|bring|bump|put off|put|pull|carry over|roll over|kick|mve|drag|switch|shove|moving|let's move|let's do|do|set|make|delay|advance|update|slide)";
export const MY_LIST = "(?:my|the) (?:to-?do |task |tasks )?(?:list|tasks|to-?dos|board)";
export const UNIT = "(minutes?|min|m|hours?|h|days?|weeks?|fortnights?|months?|years?)";
export const TAIL = String.raw`(?: (?:instead|now|please|then|ok|for me|again|if possible|okay|thanks))*`;
/** For a rule whose change needs no value. */
export const always =
  (change: Change): ChangeRule["read"] =>
  () =>
    change;
