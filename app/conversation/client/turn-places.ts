import { isDrawn } from "#app/chatkit/transcript.ts";
import type { AssistantMessageItem, ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";

/** Where an item stands in its turn: what somebody wrote, and all that the assistant did about it. */
export interface TurnPlace {
  /** What the turn answers, as far as it is here. */
  question: UserMessageItem | undefined;
  /** The assistant's item before this one is of the same turn. */
  goesOn: boolean;
  /** The turn's answer, at the item that the turn ends with: there it can be copied, rated, asked again. */
  ends: AssistantMessageItem | undefined;
}

/** The places of the items that show, by id. */
export function placesOf(items: ThreadItem[]): ReadonlyMap<string, TurnPlace> {
  const places = new Map<string, TurnPlace>();
  let question: UserMessageItem | undefined;
  let answer: AssistantMessageItem | undefined;
  let last: ThreadItem | undefined;
  const end = () => {
    const place = last && places.get(last.id);
    if (place && last?.type !== "user_message") place.ends = answer;
  };
  for (const item of items.filter(isDrawn)) {
    if (item.type === "user_message") {
      end();
      question = item;
      answer = undefined;
    }
    if (item.type === "assistant_message") answer = item;
    const goesOn = item.type !== "user_message" && last !== undefined && last.type !== "user_message";
    places.set(item.id, { question, goesOn, ends: undefined });
    last = item;
  }
  end();
  return places;
}
