import { always, type ChangeRule, DONE, MY_LIST } from "./rule-words.ts";

/** Requests to complete and delete tasks, whose verbs are also those of tasks. */
export const END_RULES: readonly ChangeRule[] = [
  {
    otherwise: "create",
    read: always({ kind: "delete" }),
    patterns: [
      String.raw`(?:i |we )?(?:don't|do not|no longer|needn't) (?:need|have|want)(?: to)? (.+?)(?: anymore| any more| any longer)?[,;.:]? (?:so )?(?:please )?(?:delete|remove|scrap|drop|cancel|forget|take) (?:it|that|this)(?: off)?`,
      String.raw`(?:forget|never mind|scrap|drop) (?:about )?(.+?)[,;.] (?:please )?(?:delete|remove|scrap|drop) (?:it|that)`,
      String.raw`(?:delete|remove|erase|discard|drop|take|get|pull|knock|strike|cross) (.+?) (?:off|from|out of) (?:of )?${MY_LIST}`,
      String.raw`(?:delete|remove|erase|del|rm|delte|deleted|trash|bin|discard|scrap|get rid of|throw away|throw out|drop|kill|nuke|wipe|purge|clear|empty|clear out|clear off|ditch|toss|dump|eliminate) (.+)`,
    ],
  },
  {
    otherwise: "offer",
    read: always({ kind: "complete" }),
    patterns: [
      String.raw`(?:mark|set|flag|check|tick|cross|make|count) (?:off )?(.+?) (?:off )?(?:(?:as|to|is|=) )?(?:be )?${DONE}(?: off)?`,
      String.raw`(?:check|tick|cross|mark|strike) off (.+)`,
      String.raw`(?:check|tick|cross|strike) (.+?) off(?: (?:${MY_LIST}))?`,
      String.raw`(?:i'm|i am|we're|we are|am) (?:done|finished|through|all done) with (.+)`,
      String.raw`(?:all )?done with (.+)`,
      String.raw`(?:✅|✔️?|☑️?|✓|\[x\]|x(?= )|done[:,]?|completed:|finished:|handled:?|sorted:) ?(.+)`,
      String.raw`(?:tick) (.+)`,
    ],
  },
  {
    otherwise: "talk",
    read: always({ kind: "complete" }),
    patterns: [
      String.raw`(.+?)(?: (?:is|are|was|were|has been|have been|got|all)|'s)? ?(?:now |already |all |finally |both )*${DONE}(?: now| already| too)?`,
      String.raw`i(?:'ve| have)? (?:just |already |now |also |finally )*(?:finished|completed|done|did|wrapped up|took care of|got done|dealt with|handled|knocked out|got through|sorted(?: out)?) (?:with )?(.+?)(?: (?:already|now|today|just now|this morning|yesterday|earlier|finally|too))*`,
      String.raw`(?:just |already |finally )*(?:finished|completed|wrapped up|done|handled|sorted) (?:with |off |up )?(.+?)(?: (?:already|now|today|just now|this morning|yesterday|earlier|finally|lol|too))*`,
    ],
  },
  {
    otherwise: "create",
    read: always({ kind: "complete" }),
    patterns: [String.raw`(?:complete|finish|close(?: out| off)?|resolve|compelte|wrap up) (.+)`],
  },
  {
    otherwise: "create",
    read: always({ kind: "delete" }),
    patterns: [String.raw`(?:cancel|forget(?: about)?|skip) (.+)`],
  },
  {
    otherwise: "talk",
    read: always({ kind: "delete" }),
    patterns: [
      String.raw`(?:i )?(?:don't|do not|no longer) (?:need|have|want) to (.+?)(?: anymore| any more| any longer)`,
      String.raw`(.+?) (?:is|are) (?:no longer (?:needed|necessary|relevant)|not (?:needed|necessary|relevant) (?:anymore|any more)|cancelled|canceled|off)`,
    ],
  },
  {
    otherwise: "offer",
    read: always({ kind: "ask", what: "due" }),
    patterns: [String.raw`(?:reschedule|postpone|push|delay|snooze|move|defer) (.+?)(?: back)?`],
  },
  {
    otherwise: "offer",
    read: always({ kind: "ask", what: "title" }),
    patterns: [String.raw`(?:rename|retitle) (.+)`],
  },
];
