import { COUNT } from "#app/tasks/language/numbers.ts";
import { shift, toDue } from "./change-values.ts";
import { D, slotOf, W } from "./clause.ts";
import type { Change } from "./command.ts";
import { always, type ChangeRule, ITS_DATE, MOVE, UNIT } from "./rule-words.ts";

const NO_DATE: Change = { kind: "edit", edits: { due: null } };

/** Requests to change dates, in the order in which they are tried: the most specific come first. */
export const DATE_RULES: readonly ChangeRule[] = [
  {
    otherwise: "offer",
    read: always(NO_DATE),
    patterns: [
      String.raw`(?:remove|clear|delete|drop|unset|take away|take off|cancel|strip) (?:the |its |all )?(?:due dates?|dates?|deadlines?|due) (?:of|from|for|on|off) (.+?)(?:, .*)?`,
      String.raw`(?:no|without(?: a)?) (?:due )?(?:date|deadline) (?:for|on) (.+)`,
      String.raw`take (?:the |its )?(?:due )?(?:date|deadline) (?:off|away from|out of) (.+)`,
      String.raw`(.+?) (?:has|have|needs?|should have|with|gets?) no (?:due )?(?:date|deadline)`,
      String.raw`(?:make|set) (.+?) (?:undated|have no (?:due )?date|to no (?:due )?date|no (?:due )?date)`,
      String.raw`(?:unschedule) (.+)`,
      String.raw`(.+?) (?:doesn't|does not|don't|shouldn't|should not) (?:have|need) an? (?:due )?(?:date|deadline)(?: anymore| any more)?`,
      String.raw`(?:remove|clear|delete|drop) (.+?)(?:'s)? (?:due date|deadline|date)`,
    ],
  },
  {
    otherwise: "offer",
    read: always({ kind: "drop_time" }),
    patterns: [
      String.raw`(?:remove|clear|delete|drop|unset|take away) (?:the |its )?(?:time|hour)(?: of day)? (?:of|from|for|on|off) (.+?)(?:,? (?:just|only|keep) the day)?`,
      String.raw`take (?:the |its )?time (?:off|away from|out of) (.+)`,
      String.raw`(?:make) (.+?) (?:all[- ]day|an all[- ]day (?:task|thing))`,
    ],
  },
  {
    otherwise: "offer",
    read: always({ kind: "edit", edits: { recurrence: null } }),
    patterns: [
      String.raw`(?:stop|don't|do not|no longer) repeat(?:ing)? (.+)`,
      String.raw`(?:remove|clear|delete|drop) (?:the )?(?:recurrence|repeat(?:ing)?|repetition) (?:of|from|for|on) (.+)`,
      String.raw`(?:make|set) (.+?) (?:non-?recurring|not repeat(?:ing)?|not recurring|no longer recurring|just once|a one-?off|happen (?:just|only) once|one[- ]time)(?: any ?more)?`,
      String.raw`(.+?) (?:doesn't|does not|shouldn't|need not|needn't|should not) repeat(?: any ?more| any ?longer)?`,
    ],
  },
  {
    otherwise: "offer",
    read: (match, clause) => toDue(clause, match[2]),
    patterns: [
      String.raw`(?:set|change|move|update|make|put|adjust|fix) (?:the |its )?${ITS_DATE} (?:of|for|on) (.+?) (?:to|as|for|on|at|until|till|:|=)? ?(?:be )?(?:the )?(${W})`,
      String.raw`(?:set|change|move|update|make) (.+?)(?:'s)? ${ITS_DATE}(?: to| as| for| on| at)? (${W})`,
      String.raw`(?:make|set) (.+?) (?:to be |as )?due(?: on| at| by)? (${W})`,
      String.raw`(?:repeat|recur) (.+?) (${W})`,
      String.raw`(?:make|set|have|let) (.+?) (?:to )?(?:repeat|recur|recurring|be recurring|repeating)(?: on)? (${W})`,
    ],
  },
  {
    otherwise: "offer",
    target: 2,
    read: (match, clause) => toDue(clause, match[1]),
    patterns: [
      String.raw`(?:set|add|give) (?:a |the )?(?:due date|deadline|date|due) (?:of|on|to|for|as) (${W}) (?:for|to|on) (.+)`,
      String.raw`(?:add|put) (${W}) (?:as|for) (?:the )?(?:due date|deadline|date) (?:of|for|to) (.+)`,
    ],
  },
  {
    otherwise: "offer",
    read: (match, clause) => toDue(clause, match[2]),
    patterns: [
      String.raw`(?:set|add|give) (.+?) (?:a |the )?(?:due date|deadline|date) (?:of|on|to|for) (${W})`,
      String.raw`(?:set|add) (?:a |the )?(?:due date|deadline|date) (?:for|to|on) (.+?)(?: on| to| of|:|,)? (${W})`,
      String.raw`(?:(?:ugh|oh|damn|sorry)[, ]+)?(?:i |we )?(?:can't|can not|cannot|won't|couldn't|didn't|will not|forgot|missed|failed)(?: manage to| get to| to)? (.+?)(?: ${W})?[,;.] ?(?:so )?(?:do|move|push|make|let's do|put|reschedule)(?: (?:it|that))?(?: (?:to|on|for|until))? (${W})`,
      String.raw`(.+?)[:,] ?(?:please )?${MOVE}(?: (?:it|that|this|both|them|all))?(?: (?:back|forward|out))? ?(?:to|until|till|on|for)? (${W})`,
    ],
  },
  {
    otherwise: "offer",
    read: (match) =>
      shift(match[2], match[3] ?? "", /earlier|sooner|up|forward/.test(match[4] ?? "") ? -1 : 1),
    patterns: [
      String.raw`(?:${MOVE} )?(.+?) (?:by )?(${COUNT})? ?${UNIT} (later|earlier|sooner)`,
      String.raw`(?:${MOVE}|snooze) (.+?) (?:back |out |off )?(?:by|for|another) (${COUNT}) (?:more )?${UNIT}`,
      String.raw`(?:push|delay|postpone|move|shift|bump) (.+?) (?:back|out|off|down|ahead) (?:by )?(${COUNT}) ${UNIT}`,
      String.raw`(?:push|put|move|set) (?:back|off|out) (.+?) (?:by |for )?(${COUNT}) ${UNIT}`,
      String.raw`(?:push|delay|postpone|snooze|defer|give|bump) (.+?) (?:another )?(${COUNT}) (?:more )?${UNIT}`,
    ],
  },
  {
    otherwise: "offer",
    read: (match) => shift(match[3], match[4] ?? "", -1),
    patterns: [String.raw`(?:bring|move|pull) (.+?) (forward|up|ahead) (?:by )?(${COUNT}) ${UNIT}`],
  },
  {
    otherwise: "offer",
    read: (match, clause) => {
      const slot = slotOf(clause, match[2]);
      return slot?.kind === "duration" ? { kind: "shift", days: 0, minutes: slot.minutes } : undefined;
    },
    patterns: [String.raw`(?:snooze|push|delay|postpone|hold) (.+?) (${D})`],
  },
  {
    otherwise: "offer",
    target: 3,
    read: (match) => shift(match[1], match[2] ?? "", 1),
    patterns: [
      String.raw`(?:give|get|i need|need)(?: me| us)? (${COUNT}) (?:more |extra )?${UNIT}(?: more| extra)? (?:for|on|to finish|to do) (.+)`,
    ],
  },
  {
    otherwise: "offer",
    read: (match, clause) => toDue(clause, match[2]),
    patterns: [
      String.raw`(?:i want to |i need to |we need to |i'd like to |can we |could we |i'll |i will |let's )?${MOVE} (.+?)(?: from ${W})? (?:back |forward |out |off |over |up |due )*(?:to|until|till|til|for|on|by|at|->|→|=)? ?(?:be )?(?:the )?(${W})(?: (?:instead of|from) ${W})?`,
      String.raw`(.+?) ?(?:->|→|=>|=|>) ?(${W})`,
      String.raw`(.+?),? (?:already |earlier|later)[, ]*(?:on |at )?(${W})`,
    ],
  },
  {
    otherwise: "create",
    read: (match, clause) => toDue(clause, match[2]),
    patterns: [
      String.raw`(?:schedule|re-?plan|plan|book in) (.+?) (?:for|on|at|to|in)? ?(${W})`,
      String.raw`(?:remind me|reminder)(?: again)? (?:about|of|for) (.+?) (?:on |at |by )?(${W}) instead`,
      String.raw`(?:i will |i'll |we'll |i'd rather |let me )?(.+?) (?:on |at )?(${W}) instead(?: of ${W})?`,
      String.raw`(?:new|the new|set a new) (?:deadline|due date|date) (?:for|of|on) (.+?)(?: is|:|,)? ?(?:to )?(${W})`,
      String.raw`instead of ${W},? (.+?) (${W})`,
    ],
  },
  {
    otherwise: "talk",
    read: (match, clause) => toDue(clause, match[2]),
    patterns: [
      String.raw`(.+?) (?:should |must |needs to |has to |will )?(?:repeats?|recurs?) (?:on )?(${W})`,
      String.raw`(.+?) (?:is|are|should be|should happen|should go|needs to be|need to be|must be|has to be|will be|is going to be|got|was|gets|have been|has been|were)? ?(?:now |actually |only |really |being )*(?:due|moved|pushed|postponed|rescheduled|delayed|shifted|scheduled|is due)(?: now)?(?: on| to| for| until| at| by)? (${W})`,
      String.raw`(.+?) (?:is|are|should be|should happen|needs to be|need to be|must be|has to be|will be|can wait until|can wait till|can be|can wait for|goes to|to|happens) (?:now |actually |only |really |on |at |for )*(${W})`,
    ],
  },
];
