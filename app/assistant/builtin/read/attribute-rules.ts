import { COUNT } from "#app/tasks/language/numbers.ts";
import { lasting, remindBefore, tagOf, toDue, toList, toPriority } from "./change-values.ts";
import { D, L, original, P, slotOf, T, W, whenOf } from "./clause.ts";
import { always, type ChangeRule, DONE, LEVEL, UNDONE, UNIT } from "./rule-words.ts";

/** Requests to change priorities, titles, notes, tags and lists, and to reopen tasks. */
export const ATTRIBUTE_RULES: readonly ChangeRule[] = [
  {
    otherwise: "create",
    read: (match) => lasting(match[2], match[3]),
    patterns: [
      String.raw`(.+?) (?:takes|will take|needs|lasts|should take)(?: about| around)? (${COUNT}) ${UNIT}`,
    ],
  },
  {
    otherwise: "create",
    target: 3,
    read: (match) => lasting(match[1], match[2]),
    patterns: [
      String.raw`(?:estimate|plan|allow|block)(?: about)? (${COUNT}) ${UNIT} (?:for|to) (.+)`,
      String.raw`(?:add|set|put)(?: an?)? (${COUNT}) ${UNIT} (?:estimate|duration|length) (?:to|for|on) (.+)`,
    ],
  },
  {
    otherwise: "create",
    read: (match) => remindBefore(match[2], match[3]),
    patterns: [
      String.raw`(?:remind me|set (?:me )?a reminder|give me a reminder)(?: about| of| for)? (.+?) (${COUNT}) ${UNIT} (?:before|beforehand|earlier|ahead|in advance|prior)`,
    ],
  },
  {
    otherwise: "create",
    read: always({ kind: "edit", edits: { remindMinutes: 0 } }),
    patterns: [String.raw`(?:set|add|create|put)(?: me)? (?:a )?reminder (?:for|on|to) (.+)`],
  },
  {
    otherwise: "offer",
    read: (match, clause) => toPriority(clause, match[2]),
    patterns: [
      String.raw`(?:set|change|make|update|raise|lower|put|bump) (?:the )?priority (?:of|for|on) (.+?) (?:(?:to|as|at|:) )?(?:be )?(?:${LEVEL}|${P})`.replace(
        `(?:${LEVEL}|${P})`,
        `(${P}|urgent|highest|top|important|critical|high|medium|normal|regular|low|lowest|[1-4])`,
      ),
      String.raw`(?:the )?priority (?:of|for) (.+?) ?(?:=|:| to| is| should be) ?(${P}|urgent|high|medium|normal|low)`,
      String.raw`(?:set|change|update|give|raise|lower) (.+?)(?:'s)? priority (?:to |as )?(${P}|urgent|highest|top|important|critical|high|medium|normal|regular|low|lowest|[1-4])`,
      String.raw`(?:give|assign) (.+?) (${P})`,
      String.raw`(?:give) (.+?) (?:a )?${LEVEL}`,
      String.raw`(?:mark|set|make|flag|change|bump|put|raise|lower|drop|downgrade|upgrade|turn|treat|move) (.+?) (?:down |up )?(?:(?:as|to|at|is|into|on) )?(?:be )?(?:an? )?(${P})`,
      String.raw`(?:mark|set|make|flag|change|bump|raise|lower|downgrade|upgrade) (.+?) (?:down |up )?(?:(?:as|to|at) )?(?:be )?(?:an? )?${LEVEL}(?: priority)?`,
    ],
  },
  {
    otherwise: "offer",
    read: always({ kind: "edit", edits: { priority: "normal" } }),
    patterns: [
      String.raw`(?:clear|remove|reset|drop|unset|delete) (?:the )?priority (?:of|from|for|on) (.+)`,
      String.raw`(?:remove|clear|drop) (.+?)(?:'s)? priority`,
      String.raw`(?:unflag|unstar|de-?prioriti[sz]e) (.+)`,
      String.raw`(.+?) (?:isn't|is not|aren't|are not|ain't) (?:that |so |really |very |as |all that )*(?:important|urgent)(?: anymore| any more| now)?(?:,? .*)?`,
    ],
  },
  {
    otherwise: "offer",
    read: always({ kind: "edit", edits: { priority: "high" } }),
    patterns: [String.raw`(?:prioriti[sz]e|star|flag) (.+)`],
  },
  {
    otherwise: "talk",
    target: 2,
    read: (match, clause) => toPriority(clause, match[1]),
    patterns: [String.raw`(${P}) (?:for|on|to) (.+?)`],
  },
  {
    otherwise: "talk",
    read: (match, clause) => toPriority(clause, match[2]),
    patterns: [
      String.raw`(.+?) (?:isn't|is not) (?:a )?${P},? (?:make|set) it (${P}|urgent|high|normal|low)`,
    ],
  },
  {
    otherwise: "talk",
    read: (match, clause) => toDue(clause, match[2]),
    patterns: [
      String.raw`((?:the )?(?:first|second|third|fourth|fifth|last|next) (?:one|two|task)|it|that one|this one|them|both|all of them|(?:number |#)\d+) (?:to |on |by |for |at )?(${W})`,
    ],
  },
  {
    otherwise: "talk",
    read: (match, clause) => toPriority(clause, match[2]),
    patterns: [
      String.raw`(.+?) (?:is|are|has|have|should be|should have|must be|needs to be|became|gets) (?:a |an |now |both |all |really |super |very |pretty |actually |just )*(${P})(?: now)?(?:,? not (?:a |an )?${P})?`,
      String.raw`(.+?) (?:is|are|should be|must be|has become|became) (?:a |an |now |both |all |really |super |very |pretty |actually )*${LEVEL}(?: now)?`,
    ],
  },
  {
    otherwise: "offer",
    read: (match, clause) => {
      const title = original(clause, match, 2)
        .replace(/^["'“]+|["'”.]+$/g, "")
        .trim();
      return title === ""
        ? undefined
        : { kind: "edit", edits: { title: title.charAt(0).toUpperCase() + title.slice(1) } };
    },
    patterns: [
      String.raw`(?:rename|retitle|reword|re-name) (.+?) (?:to|as|into|->|→|=) (.+)`,
      String.raw`(?:change|set|edit|update|correct|fix) (?:the )?(?:title|name|text|wording) (?:of|for) (.+?) (?:to|as|into) (.+)`,
      String.raw`(?:change|edit|update) (.+?) to (?:say|read|be) (.+)`,
      String.raw`(?:change|edit|update|replace|correct) (["'“].+?["'”]) (?:to|with|into) (.+)`,
      String.raw`(.+?) should (?:say|read|be called|be named|be call) (.+)`,
      String.raw`(?:rename|retitle) (.+?): (.+)`,
      String.raw`(?:fix (?:the )?typo:? )?(["“].+?["”]) should be (["“].+?["”])`,
      String.raw`(.+?) ?(?:->|→|=>) ?(?:call it |rename to |rename it to |should be )(.+)`,
      String.raw`(?:call|name) (it|that|this|that one|the task|the last one) (.+?)(?: instead)?`,
    ],
  },
  {
    otherwise: "offer",
    read: (match, clause) => ({ kind: "edit", edits: { notes: original(clause, match, 2) } }),
    patterns: [
      String.raw`(?:add|put|attach|set) (?:a |the )?(?:note|notes|comment|description) (?:to|for|on) (.+?)(?::| saying| that says|,) (.+)`,
      String.raw`(?:note|notes) (?:for|on) (.+?): (.+)`,
    ],
  },
  {
    otherwise: "offer",
    target: 2,
    read: (match, clause) => ({ kind: "edit", edits: { addTags: [tagOf(clause, match[1] ?? "")] } }),
    patterns: [
      String.raw`(?:add|put|attach|set|assign) (?:the )?(?:tag |label )?(${T}) (?:tag |label )?(?:to|on|for) (.+)`,
      String.raw`(?:add|put|attach|set|assign) (?:the )?(?:tag|label) ["']?([\p{L}\p{N}_-]+)["']? (?:to|on|for) (.+)`,
      String.raw`(?:add|put|attach) (?:the )?["']?([\p{L}\p{N}_-]+)["']? (?:tag|label) (?:to|on|for) (.+)`,
    ],
  },
  {
    otherwise: "offer",
    read: (match, clause) => ({ kind: "edit", edits: { addTags: [tagOf(clause, match[2] ?? "")] } }),
    patterns: [
      String.raw`(?:tag|label|mark) (.+?) (?:with |as |to )?(?:the )?(?:tag |label )?(${T})`,
      String.raw`(?:tag|label) (.+?) (?:with|as) (?:the )?(?:tag |label )?["']?([\p{L}\p{N}_-]+)["']?`,
      String.raw`(?:give) (.+?) the (?:tag|label) ["']?([\p{L}\p{N}_-]+|${T})["']?`,
    ],
  },
  {
    otherwise: "offer",
    target: 2,
    read: (match, clause) => ({ kind: "edit", edits: { removeTags: [tagOf(clause, match[1] ?? "")] } }),
    patterns: [
      String.raw`(?:remove|delete|drop|clear|take) (?:the )?(?:tag |label )?(${T}) (?:tag |label )?(?:from|off|of) (.+)`,
      String.raw`(?:remove|delete|drop|clear|take) (?:the )?["']?([\p{L}\p{N}_-]+)["']? (?:tag|label) (?:from|off|of) (.+)`,
      String.raw`(?:remove|delete|drop|clear) (?:the )?(?:tag|label) ["']?([\p{L}\p{N}_-]+)["']? (?:from|off|of) (.+)`,
    ],
  },
  {
    otherwise: "offer",
    read: (match, clause) => ({ kind: "edit", edits: { removeTags: [tagOf(clause, match[2] ?? "")] } }),
    patterns: [String.raw`(?:untag) (.+?) (?:from |as )?(${T})`],
  },
  {
    otherwise: "offer",
    target: 2,
    read: (match, clause) => ({ kind: "edit", edits: { removeTags: [tagOf(clause, match[1] ?? "")] } }),
    patterns: [String.raw`(?:untag) (${T}|[\p{L}\p{N}_-]+) (?:on|from|in|of) (.+)`],
  },
  {
    otherwise: "offer",
    read: always({ kind: "edit", edits: { list: null } }),
    patterns: [
      String.raw`(?:take|remove|get|pull|move) (.+?) (?:out of|off of|from) (?:the |my )?(?:${L}|(?!the\b|my\b|to-?do\b|task\b)[\p{L}\p{N}_-]+)(?: list| project)(?: list)?`,
      String.raw`(?:take|get|pull|remove|drop) (.+?) off (?:of )?(?:the |my )?(?:${L}|(?!the\b|my\b|to-?do\b|task\b)[\p{L}\p{N}_-]+) (?:list|project)`,
      String.raw`(?:take|get|pull|move) (.+?) out of (?:the |my )?(?:${L}|[\p{L}\p{N}_-]+)`,
      String.raw`(?:move|put) (.+?) (?:to|in|into|back to|back in) (?:the |my )?inbox`,
    ],
  },
  {
    otherwise: "create",
    read: (match, clause) => toList(clause, match[2] ?? "", original(clause, match, 2)),
    patterns: [
      String.raw`(?:move|put|add|file|shift|send|transfer|place|stick|throw|pop) (.+?)(?: (?:from|out of) (?:the |my )?(?:${L}|[\p{L}\p{N}_-]+)(?: list)?)? (?:to|in|into|on|onto|under) (?:the |my )?(?:list |project )?(${L})(?: list| project)?`,
      String.raw`(?:move|put|file|shift|send|transfer|place|stick|throw|pop|chuck|dump|sling|drop) (.+?)(?: from (?:the |my )?(?:${L}|[\p{L}\p{N}_-]+)(?: list)?)? (?:to|in|into|on|onto|under) (?:the |my )?(?:list|project) ([\p{L}\p{N} _-]+)`,
      String.raw`(?:move|put|file|shift|send|transfer|place|stick|throw|pop|chuck|dump|sling|drop|add) (.+?)(?: from (?:the |my )?(?:${L}|[\p{L}\p{N}_-]+)(?: list)?)? (?:to|in|into|on|onto|under) (?:the |my )?((?!to-?do|task)[\p{L}\p{N} _-]+?) (?:list|project)`,
      String.raw`(.+?) to (?:the )?list ([\p{L}\p{N}_-]+)`,
      String.raw`(.+?) (?:belongs|goes|should go|should be) (?:to|in|into|on|under) (?:the |my )?(${L}|[\p{L}\p{N}_-]+)(?: list| project)`,
      String.raw`(.+?) (?:belongs to|belongs in|belongs under|goes in|goes into|goes under|goes to) (?:the |my )?(${L}|[\p{L}\p{N}_-]+)`,
    ],
  },
  {
    otherwise: "create",
    read: (match, clause) => {
      const slot = slotOf(clause, match[2]);
      return slot?.kind === "duration"
        ? { kind: "edit", edits: { durationMinutes: slot.minutes } }
        : undefined;
    },
    patterns: [
      String.raw`(?:schedule|plan|block|set|estimate) (.+?) (?:at |as |to )?(${D})`,
      String.raw`(.+?) (?:takes|will take|needs|lasts|should take) (?:about )?(${D})`,
    ],
  },
  {
    otherwise: "offer",
    read: (match, clause) => (whenOf(clause, match[2]) ? undefined : { kind: "reopen" }),
    patterns: [
      String.raw`(?:mark|set|make|flag|change|put) (.+?) (?:back )?(?:(?:as|to|into) )?(?:be )?${UNDONE}(?: again)?`,
      String.raw`(?:i )?(?:ticked|checked|completed|marked|closed)(?: off)? (.+?)(?: as done| off)? by (?:mistake|accident)(?:[,.;].*)?`,
      String.raw`(.+?) (?:should|needs to|has to) be (?:open|reopened|undone|unchecked)(?: again)?`,
      String.raw`(?:re-?open|un-?check|un-?tick|un-?mark|uncomplete|un-?complete|reactivate|undo) (.+?)(?: again)?`,
      String.raw`(?:actually |no |wait )*(.+?) (?:isn't|is not|wasn't|was not|aren't|are not) (?:actually |really |yet |quite )*${DONE}(?: yet| after all)?`,
      String.raw`(?:actually,? |no,? |wait,? |oh )*(?:i |we )?(?:didn't|did not|haven't|have not|never) (?:actually |really |yet )*(?:(?:finish(?:ed)?|completed?|done|do|did) )?(.+?)(?: yet| after all)?`,
    ],
  },
  {
    otherwise: "offer",
    read: always({ kind: "restore" }),
    patterns: [
      String.raw`(?:restore|undelete|bring back|recover|un-?delete) (.+)`,
      String.raw`bring (.+?) back`,
    ],
  },
  {
    // "Change Bill Mr Okafor to Bill Mrs Okafor": only for the whole title, since other things are changed, too.
    otherwise: "create",
    exact: true,
    read: (match, clause) => {
      const title = original(clause, match, 2).trim();
      return /⟦/.test(match[2] ?? "") || title === ""
        ? undefined
        : { kind: "edit", edits: { title: title.charAt(0).toUpperCase() + title.slice(1) } };
    },
    patterns: [String.raw`(?:change|edit|update|turn) (.+?) (?:to|into) (.+)`],
  },
];
