import type { Intent } from "./intent.ts";

const DAY = "(?:(?:my|the|this|our) )?(?:day|today|tasks?|to-?dos?|agenda|schedule)(?: (?:for )?today)?";
const ASKS = [
  new RegExp(`^(?:plan|prioriti[sz]e|organi[sz]e|structure) ${DAY}(?: for me)?[.!?]*$`, "i"),
  new RegExp(
    `^(?:(?:make|create|give|draw up|suggest|show)(?: me)? )?(?:a|my|the)? ?plan for ${DAY}[.!?]*$`,
    "i",
  ),
  /^what(?: task)? (?:should|shall|must) i (?:do|work on|tackle|begin with|start with)(?: (?:today|now|first|next|this morning))*[.!?]*$/i,
  /^where (?:should|do|shall) i (?:start|begin)(?: today)?[.!?]*$/i,
  /^(?:(?:give|show)(?: me)? )?(?:an? |the |my )?(?:quick |short )?overview(?: of (?:my|the|all my) (?:day|tasks?|to-?dos?|week))?[.!?]*$/i,
  /^(?:what(?:'s| is) (?:the plan|my plan)|how does my day look|what does my day look like)(?: (?:for )?today)?[.!?]*$/i,
];

/** A wish for a plan, such as "Plan my day" or "What should I do first?". */
export function readPlan(text: string): Intent | undefined {
  return ASKS.some((pattern) => pattern.test(text)) ? { kind: "plan" } : undefined;
}
