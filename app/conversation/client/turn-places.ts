import { isDrawn } from "#app/chatkit/transcript.ts";
import type { AssistantMessageItem, ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";

/** The position of an item in its turn: a user message and everything the assistant did to answer it. */
export interface TurnPlace {
  /** The message that the turn answers; undefined when it is before the window. */
  question: UserMessageItem | undefined;
  /** The item before this one is the assistant's, of the same turn. */
  continuesTurn: boolean;
  /** The id of the first item of the answer; of a user message, its own. */
  first: string;
  /** The last item of an answer. */
  endsTurn: boolean;
  /** On the turn's last item only: the answer that the copy, rate and retry buttons act on. */
  lastAnswer: AssistantMessageItem | undefined;
}

/** The position of each visible item, by its id. */
export function placesOf(items: ThreadItem[]): ReadonlyMap<string, TurnPlace> {
  const places = new Map<string, TurnPlace>();
  let question: UserMessageItem | undefined;
  let answer: AssistantMessageItem | undefined;
  let last: ThreadItem | undefined;
  let first = "";
  const end = () => {
    const place = last && places.get(last.id);
    if (!place || last?.type === "user_message") return;
    place.endsTurn = true;
    place.lastAnswer = answer;
  };
  for (const item of items.filter(isDrawn)) {
    if (item.type === "user_message") {
      end();
      question = item;
      answer = undefined;
    }
    if (item.type === "assistant_message") answer = item;
    const continuesTurn = item.type !== "user_message" && last !== undefined && last.type !== "user_message";
    if (!continuesTurn) first = item.id;
    places.set(item.id, { question, continuesTurn, first, endsTurn: false, lastAnswer: undefined });
    last = item;
  }
  end();
  return places;
}
