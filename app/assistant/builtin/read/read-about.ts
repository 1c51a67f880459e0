import type { Command } from "./command.ts";
import { targetName } from "./target.ts";

/** A question about one task: "when is the dentist?", "did I email Bob?", "is the report urgent?" */
export function readAbout(text: string): Extract<Command, { kind: "about" }> | undefined {
  const when =
    /^(?:do you know |tell me |remember )?(?:when|when's|what (?:day|time|date)(?: exactly)?|what(?:'s| is) the (?:date|due date|deadline|time) (?:of|for)|by when|how (?:long|much time) (?:until|do i have (?:until|for|left for)))(?: (?:is|are|was|do|does|did|should|must|am|will|has|have))?(?: (?:i|we))?(?: (?:have|need|want|supposed|got|going))?(?: to)? (?:is |are )?(?:my |the |our )?(.+?)(?: due| scheduled| happening| planned| again| on| at)?$/.exec(
      text,
    );
  if (when?.[1] && !/⟦w|^(?:it|this|that|now|today)$/.test(when[1]))
    return { kind: "about", words: targetName(when[1]), asks: "when" };
  const did =
    /^(?:did|have|has) (?:i|we)(?: already| ever| actually| really)? (.+?)(?: (?:yet|already|⟦w\d+⟧))*$/.exec(
      text,
    ) ??
    /^(?:is|are|was) (?:the |my )?(.+?) (?:done|finished|completed?|ticked off|still open|open|closed)(?: (?:yet|already))?$/.exec(
      text,
    );
  if (did?.[1] && !/^(?:there\b|anything|something|any|got|have)\b/.test(did[1]))
    return { kind: "about", words: targetName(did[1]), asks: "did" };
  const what =
    /^(?:is|are) (?:the |my )?(.+?) (?:urgent|important|high|low|normal|critical|overdue|late|due|recurring|repeating|on my list|on the list|in my list|⟦[wp]\d+⟧)(?: priority)?(?: (?:yet|already|⟦w\d+⟧))*$/.exec(
      text,
    ) ??
    /^(?:(?:what(?:'s| is) )?(?:the )?(?:priority|due date|deadline|status|list|tag|tags|state) (?:of|for)|which list is|what list is|what priority (?:is|has|does)|how (?:urgent|important) is|tell me (?:more )?about|details (?:of|for|on)|what about|info (?:on|about)|status of|status) (?:the |my )?(.+?)(?: in| have)?$/.exec(
      text,
    ) ??
    /^do (?:i|we) (?:still )?(?:have|need) (?:a |an |the |to )(.+?)(?: (?:yet|already|task|on my list|to do|in there))*$/.exec(
      text,
    );
  const more =
    /^(?:is|are|was|were|has|have) (?:the |my )?(.+?) (?:been )?(?:[a-z]{3,}ed|paid|sent|bought|made|written|booked|cut|fed)(?: (?:yet|already))?$/.exec(
      text,
    ) ??
    /^how often (?:does|do|is|will) (?:the |my )?(.+?)(?: repeat| happen| recur)?$/.exec(text) ??
    /^(?:does|do) (?:the |my )?(.+?) (?:have|repeat|need) (?:an? )?(?:due date|deadline|date|tag|list|time|priority|repeat)$/.exec(
      text,
    ) ??
    /^(?:by|at|on) what (?:time|day|date) (?:must|should|do i|does|is) (?:the |my )?(.+?)(?: be [a-z]+)?$/.exec(
      text,
    );
  if (more?.[1] && !/⟦w|^(?:there|it|anything|something)\b/.test(more[1]))
    return {
      kind: "about",
      words: targetName(more[1]),
      asks: text.startsWith("is ") || text.startsWith("has ") ? "did" : "what",
    };
  const words = what?.[1];
  if (words && !/⟦w/.test(words) && !/^(?:there\b|tasks?|anything|do anything)\b/.test(words))
    return { kind: "about", words: targetName(words), asks: "what" };
  return undefined;
}
