import type { LocalNow } from "#app/tasks/local-time.ts";
import type { Intent } from "./intent.ts";
import { readChange } from "./read-change.ts";
import { readCreate, readItem, readOffer, readStatement } from "./read-create.ts";
import { readList } from "./read-list.ts";
import { readMany } from "./read-many.ts";
import { plainRequest } from "./words.ts";

/** In characters. Some of the patterns take time that grows with the square of the length. */
const MAX_REQUEST = 2_000;

/** Reads what a message in everyday English asks for. Dates are in the user's time zone. */
export function readIntent(message: string, local: LocalNow): Intent {
  if (message.length > MAX_REQUEST) return { kind: "too_long" };
  const text = plainRequest(message);
  return (
    readTalk(message.trim()) ??
    readTalk(text) ??
    readPlan(text) ??
    readPlanOf(text, local) ??
    readSpan(message, local) ??
    readList(text, local) ??
    readMany(message, local) ??
    readCreate(text, local) ??
    readChange(text, local) ??
    readStatement(text, local) ??
    readMore(message, local) ??
    readOffer(text, local) ?? { kind: "unknown" }
  );
}

const DAY = "(?:(?:my|the|this|our) )?(?:day|today|tasks?|to-?dos?|agenda|schedule)(?: (?:for )?today)?";
const PLAN_REQUESTS = [
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

/** Reads a request for a plan, such as "Plan my day" or "What should I do first?". */
function readPlan(text: string): Intent | undefined {
  return PLAN_REQUESTS.some((pattern) => pattern.test(text)) ? { kind: "plan" } : undefined;
}

/** "Plan next week": plans are of a day, so that these are the tasks of the week. */
function readPlanOf(text: string, local: LocalNow): Intent | undefined {
  const [, span] =
    /^(?:plan|organi[sz]e|prioriti[sz]e) (?:my |the )?(tomorrow|(?:this|next|coming) (?:week|weekend|month)|week|weekend|month)[.!?]*$/i.exec(
      text,
    ) ?? [];
  if (!span) return undefined;
  return readList(`tasks for ${/^(?:week|weekend|month)$/i.test(span) ? `this ${span}` : span}`, local);
}

/** "And tomorrow?" asks for the list of another day. */
function readSpan(message: string, local: LocalNow): Intent | undefined {
  const [, span] =
    /^(?:and|what about|how about)[ ,]+((?:for |on )?(?:today|tonight|tomorrow|(?:this|next) (?:week|weekend|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\s*\?*$/i.exec(
      message.trim(),
    ) ?? [];
  return span ? readList(`tasks for ${span.replace(/^(?:for|on) /i, "")}`, local) : undefined;
}

/** "Also eggs" is one more of what was added before. */
function readMore(message: string, local: LocalNow): Intent | undefined {
  const [, more] = /^(?:and )?(?:also|plus|as well as)[ ,:]+(.{2,100})$/i.exec(message.trim()) ?? [];
  const phrase = more === undefined || more.endsWith("?") ? undefined : readItem(more, local);
  return phrase && { kind: "create", phrase };
}

const TALK: [RegExp, Intent][] = [
  [
    /^(?:please )?(?:undo|revert|take (?:it|that|this) back|put (?:it|them|that) back)(?: (?:it|that|this|the last (?:one|change|action|thing)|last(?: change)?))?[.!]*$/i,
    { kind: "undo" },
  ],
  [
    /^(?:never ?mind|cancel|forget (?:it|that)|no(?:pe)?(?:,? thanks?(?: you)?)?|stop|nothing|none(?: of (?:them|these))?|neither|abort)[.!]*$/i,
    { kind: "cancel" },
  ],
  [
    /^(?:hi+|hello|hey|howdy|greetings|good (?:morning|afternoon|evening|day)|hi there|hello there|hey there|how are you(?: doing)?)[\s.!?,]*$/i,
    { kind: "greeting" },
  ],
  [
    /^(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ty|cheers|great|perfect|nice|awesome|cool|ok(?:ay)?|good job|well done)[\s.!]*$/i,
    { kind: "thanks" },
  ],
  [
    /^(?:(?:get |i need |show )?(?:some )?help(?: me)?|\?+|what can (?:you|i) (?:do|ask|say)(?: here)?|what do you do|who are you|what are you|how (?:do(?:es)?|can) (?:this|it|you|i)(?: (?:work|use (?:this|it|you)|help(?: me)?|start))?|commands|instructions|(?:how can )?you help(?: me)?(?: with)?)[\s.!?]*$/i,
    { kind: "help" },
  ],
  [/^(?:can|could|would) you help(?: me)?[\s.!?]*$/i, { kind: "help" }],
];

/** Reads small talk: a greeting, thanks, "help", "never mind". */
function readTalk(text: string): Intent | undefined {
  return TALK.find(([pattern]) => pattern.test(text))?.[1];
}
