import { useState } from "react";
import { useLocation } from "react-router";
import type { ConversationData } from "#app/chat/conversation-data.ts";

/**
 * The instant view's React key: it starts anew with every conversation, and with new data while ChatKit is
 * in charge; but a conversation that it has itself created it goes on showing. `place` names the part of a
 * conversation that the address asks for: each is a view of its own.
 */
export function useViewKey(
  threadId: string | null,
  { data, place: window, inCharge }: { data: ConversationData; place: string; inCharge: boolean },
) {
  const { key: visit } = useLocation();
  const [created, setCreated] = useState<{ threadId: string; key: string; visit: string }>();
  const [place, setPlace] = useState({ threadId, visits: 0 });
  if (place.threadId !== threadId) {
    setPlace({ threadId, visits: place.visits + (threadId === null ? 1 : 0) });
  }
  // Another new chat was asked for before the one that was created here had its address.
  if (threadId === null && created && created.visit !== visit) {
    setCreated(undefined);
    setPlace({ threadId, visits: place.visits + 1 });
  }
  const newest = inCharge ? (data.items.at(-1)?.id ?? "") : "";
  const ownKey = created?.threadId === threadId && !inCharge ? created.key : undefined;
  // The next new conversation is another one than the one that was created in this place; but until that
  // one is in the URL, it is the same.
  const name = threadId ?? `new ${place.visits}`;
  const key = ownKey ?? `${name}:${window}:${newest}`;
  return {
    key,
    keep(createdId: string) {
      setCreated({ threadId: createdId, key, visit });
    },
  };
}
