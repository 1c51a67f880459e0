import { requireCaller } from "#app/auth/caller.ts";
import { takeFeedbackBack } from "#app/chat/rest.ts";
import { api } from "#app/http/api.ts";
import type { Route } from "./+types/api.chatkit.thread.item.feedback";

const route = api({
  /** Withdraws the caller's rating of an answer. Ratings are given by the protocol's `items.feedback`. */
  async DELETE({ request, params: { threadId, itemId } }: Route.ActionArgs) {
    const { userId } = await requireCaller(request);
    await takeFeedbackBack(userId, threadId, itemId);
    return new Response(null, { status: 204 });
  },
});
export const loader = route;
export const action = route;
