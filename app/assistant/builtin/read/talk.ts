import type { Command } from "./command.ts";

type Talk = Extract<Command["kind"], "undo" | "help" | "greeting" | "thanks" | "cancel" | "yes" | "plan">;

const TALK: [RegExp, Talk][] = [
  [
    /^(?:(?:oops|oh no|oh|no|nope|wait|hm+|sorry|please|argh|damn|actually|ok|hey)[\s,!.]*)*(?:undo|un-?do|revert|roll ?back|take (?:it|that|this) back|put (?:it|them|that) back|bring (?:it|them|that) back|go back|restore (?:it|them|that)|reverse that|ctrl[ +-]?z|i didn't mean (?:that|to do that)|that was (?:a mistake|wrong)|my mistake)(?: (?:it|that|this|the last (?:one|change|action|thing|step)|last(?: change)?|what you (?:just )?did|please))*[.!]*$/,
    "undo",
  ],
  [
    /^(?:(?:neither|oh|omg|no|nah|ok|actually|wait|sorry|hm+|god|gosh)[\s,!]+)*(?:never ?mind|nevermind|nvm|cancel|cancel that|forget (?:it|that|about it)|no(?:pe)?|nah|no thanks?(?: you)?|stop|nothing|none(?: of (?:them|these))?|neither|abort|leave (?:it|them)(?: alone)?|keep (?:it|them|all)(?: all)?|don't(?: do (?:it|that))?|rather not|wait|hold on|not now|don't want to)[.!]*$/,
    "cancel",
  ],
  [
    /^(?:y|yes|yep|yeah|yup|ya|sure|sure thing|ok(?:ay)? (?:do it|go|yes)|do (?:it|that)|go ahead|go for it|confirm(?:ed)?|please do|of course|absolutely|definitely|correct|right|exactly|delete (?:them|it)(?: all)?|add (?:it|that|them))(?:[\s,]+(?:please|pls|delete (?:them|it)|do it|all of them|go ahead|sure|add it|that's right|thanks))*[.!]*$/,
    "yes",
  ],
  [
    /^(?:hi+|hello+|hey+|he+y+|heya|howdy|yo|hiya|sup|greetings|good (?:morning|afternoon|evening|day|night)|morning|evening|how are you(?: doing)?|how's it going|what's up|wassup|guten (?:morgen|tag|abend)|hallo|moin|servus|bonjour|bonsoir|salut|hola|buenos d[ií]as|buenas(?: tardes| noches)?|ciao|ol[aá]|hej)(?:[\s,]+(?:what's up|how are you|today|this (?:morning|evening|afternoon)|buenos d[ií]as|bonjour|there|all|everyone|again|you|assistant|bot|mate|team|buddy|robot|chat))*[\s.!?,\p{Extended_Pictographic}\u{fe0f}:)]*$/u,
    "greeting",
  ],
  [
    /^(?:(?:ok|okay|great|perfect|nice|cool|awesome|super)[\s,!]+)*(?:thanks?(?: you)?|thank u|thx|tysm|ty|tnx|cheers|great|perfect|nice|awesome|cool|ok(?:ay)?|kk?|good (?:job|bot|work)|well done|brilliant|much appreciated|lovely|excellent|amazing|got it|merci(?: beaucoup| bien)?|danke(?: sch[oö]n| dir| sehr)?|vielen dank|gracias|muchas gracias|grazie|obrigad[oa]|bedankt)(?:[\s,]+(?:so much|very much|a lot|a bunch|again|for (?:that|the help|your help|everything|this)|you|mate|man|buddy|thanks?|that's (?:great|perfect|it|all)|you(?:'re| are) (?:a (?:star|legend|lifesaver|gem)|the best|great|awesome|amazing|brilliant|wonderful)|lol|work|job|one))*[\s.!\p{Extended_Pictographic}\u{fe0f}:)]*$/u,
    "thanks",
  ],
  [
    /^(?:(?:get |i need |show |give me )?(?:some |me )?help(?: me)?|\?(?!\?)|what (?:can|do) (?:you|i) (?:do|ask|say|understand|type|write)(?: here| for me)?|what (?:are you able to|else can you) do|what are (?:you|your (?:features|commands|options))|who are you|how (?:do(?:es)?|can) (?:this|it|you|i) (?:work|use (?:this|it|you)|help(?: me)?|start)|how do i (?:add|create|delete|remove|complete|finish|change|move|edit|reschedule|use|rename|list|see|mark)\b.*|how (?:to|can i) (?:add|create|delete|remove|complete|change|use|edit)\b.*|commands|instructions|(?:how can )?you help(?: me)?(?: with)?|(?:can|could|would) you help(?: me)?|what should i (?:say|type|write)|what (?:commands|things|features)(?: do| can)? (?:you|i) (?:know|have|understand|use|say|do)|features|manual|usage|hilfe|aide|ayuda)[\s.!?]*$/,
    "help",
  ],
];

const DAY =
  "(?:(?:my|the|this|our|out my) )?(?:day|tasks?|to-?dos?|agenda|schedule|work ?day|morning)(?: (?:for )?today)?|today";
const PLANS = [
  new RegExp(
    `^(?:plan|prioriti[sz]e|organi[sz]e|structure)(?: out)? (?:(?:my|the|this|our|out my) )?(?:day|tasks?|to-?dos?|agenda|schedule|work ?day|morning)(?: for me)?$`,
  ),
  new RegExp(
    `^(?:(?:make|create|give|draw up|suggest|show)(?: me)? )?(?:a|my|the)? ?(?:day )?plan (?:for|of) (?:${DAY})$`,
  ),
  /^what(?: task| tasks)? (?:should|shall|must|do|can|could) i (?:do|work on|tackle|begin with|start with|focus on|start|do now)(?: (?:now|first|next|right now|today|this morning|this afternoon|tonight))*$/,
  /^where (?:should|do|shall) i (?:start|begin)(?: today)?$/,
  /^(?:(?:give|show)(?: me)? )?(?:an? |the |my )?(?:quick |short |daily )?(?:overview|briefing|summary|rundown)(?: of (?:my|the|all my) (?:day|tasks?|to-?dos?))?$/,
  /^(?:what(?:'s| is) (?:the plan|my plan)|(?:how|what) does my day look(?: like)?|what's my day(?: like)?)(?: (?:for )?today)?$/,
];

/** "Sorry, that was a mistake. Please undo it.", "jk undo", "undo, wrong patient" */
function isUndo(text: string): boolean {
  if (text.split(" ").length > 10) return false;
  return (
    /(?:^|[\s,.])(?:undo|revert|reverse)(?: (?:it|that|this|the last (?:one|change)))?(?: please)?[.!]*$/.test(
      text,
    ) ||
    /^(?:undo|revert)[,.!]/.test(text) ||
    /^(?:oops|oh|sorry|wait|no|argh)?[\s,]*(?:i )?didn't mean (?:to(?: do (?:that|it))?|that|it)[.!]*$/.test(
      text,
    )
  );
}

/** Small talk, "help", "undo", "yes" and "no", and requests for a plan of the day, in any of a few languages. */
export function readTalk(text: string): Talk | undefined {
  const plain = text.trim().replace(/\s+/g, " ");
  if (isUndo(plain)) return "undo";
  const found = TALK.find(([pattern]) => pattern.test(plain))?.[1];
  if (found) return found;
  const request = plain.replace(/[.!?]+$/, "");
  return PLANS.some((pattern) => pattern.test(request)) ? "plan" : undefined;
}
