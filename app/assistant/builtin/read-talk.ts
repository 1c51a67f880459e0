import type { Intent } from "./intent.ts";

const TALK: [RegExp, Intent][] = [
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

/** What keeps a conversation going and is no request: a greeting, thanks, "help", "never mind". */
export function readTalk(text: string): Intent | undefined {
  return TALK.find(([pattern]) => pattern.test(text))?.[1];
}
