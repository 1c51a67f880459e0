import { readTalk } from "./talk.ts";
import { normalize } from "#app/tasks/language/normal.ts";

const BARE_REQUEST =
  /^(?:(?:create|add|make|new) (?:an? )?(?:new )?(?:task|reminder|to-?do)|(?:complete|finish|delete|change|edit) (?:an? |the )?(?:task|reminder|to-?do)|(?:list|show)(?: me)?(?: all)?(?: (?:of )?my| the)? (?:open )?(?:tasks|to-?dos))$/i;

/** Messages longer than this say something. */
const MAX_LENGTH = 80;

/**
 * Whether a message says nothing that its conversation could be called by: a greeting, thanks, a call for help, or a
 * request without its object ("Create a task").
 */
export function isBareWords(message: string): boolean {
  const text = message.trim();
  if (text.length > MAX_LENGTH) return false;
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  return BARE_REQUEST.test(text.replace(/[\s.!?]+$/, "")) || readTalk(normalize(text).text) !== undefined;
}
