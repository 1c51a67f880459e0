import { beginsWithVerb } from "./imperatives.ts";

/** Verbs that are followed by a person: what comes after the person stays. */
const TO_PEOPLE =
  /^((?:call|phone|ring|text|email|e-mail|mail|message|msg|ask|tell|meet|visit|invite|thank|pay|ping|write|whatsapp|remind|see|congratulate|pick up|drop off|help|contact|greet|interview)(?: back)?(?: to| up with| with)?) (.+?)((?: (?:about|for|to|at|with|from|regarding|re|before|after|on|in|because|and)\b.*)?)$/i;
/** Words whose kind is in the word before: "pay the gas bill". */
const HEADS =
  /^(?:bills?|appointments?|reports?|lessons?|classes|class|meetings?|invoices?|tickets?|courses?|insurance|subscriptions?|forms?|list|exams?|tests?|check-?ups?|practice|homework|rent|fees?|tax(?:es)?|room|trip|visit|birthday|present|gift|party|contract|license|licence|passport|key|slides|notes|minutes|review|summary|chapter)$/i;
const OF_KIND = /^(\p{L}+) ((?:(?:the|my|our|a|an) )?)(?:[\p{L}\p{N}'’-]+ )+([\p{L}-]+)$/iu;
const LAST_NAME = /(?<=\s)\p{Lu}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*)*(?=\P{Lu}*$)/u;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const isName = (part: string) => /^\p{Lu}/u.test(part);

/**
 * A title with another name or thing in it: "Call Ann" and "Olga" make "Call Olga", "Pay the gas bill" and "water"
 * "Pay the water bill".
 *
 * @param isAdded whether a name joins a title that has none: "Book a table" and "Olga" make "Book a table for Olga"
 */
export function withOtherPart(title: string, part: string, isAdded: boolean): string {
  if (/\s/.test(part) && beginsWithVerb(part.toLowerCase())) return capital(part);
  if (LAST_NAME.test(title) && !/^(?:the|a|an)\s/.test(part)) return title.replace(LAST_NAME, part);
  const ofKind = OF_KIND.exec(title);
  if (ofKind && HEADS.test(ofKind[3] ?? "") && !part.toLowerCase().includes((ofKind[3] ?? "").toLowerCase()))
    return `${ofKind[1]} ${articleOf(ofKind[2], part)}${part} ${ofKind[3]}`;
  const people = TO_PEOPLE.exec(title);
  if (people) return `${people[1]} ${part}${people[3]}`;
  const led = /^(.*\b(?:for|to|with|from|about|of))\s+((?:(?:the|my|our|a|an)\s+)?)\S.*$/i.exec(title);
  if (led?.[1]) return `${led[1]} ${articleOf(led[2], part)}${part}`;
  if (!beginsWithVerb(title.toLowerCase())) return isAdded ? `${title} for ${part}` : capital(part);
  const [verb = "", ...object] = title.split(" ");
  const article = /^(?:the|my|our|a|an|some)$/i.test(object[0] ?? "") ? `${object.shift()} ` : "";
  if (isAdded && isName(part) && object.length > 0) return `${title} for ${part}`;
  return `${verb} ${articleOf(article, part)}${part}`;
}

/** The article of what is replaced, unless the new part has one or is a name. */
const articleOf = (article = "", part = ""): string =>
  isName(part) || /^(?:the|my|our|his|her|their|a|an|some|\d)\b/i.test(part) ? "" : article;
