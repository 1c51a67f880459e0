import type { OpenAIChatKit } from "@openai/chatkit";
import { addDraftFiles, keepDraftFiles } from "../attachments/draft-files.ts";
import { keepDraft } from "../draft.ts";
import { draftOf, type SentMessage } from "./sent-message.ts";

/** Words come back this long after a failed send: before, the client empties its composer. */
const RESTORE_MS = 400;

interface Place {
  /** ChatKit, if it is in charge and has this conversation on its screen. */
  chatkitAt(threadId: string | null): OpenAIChatKit | null;
  /** The instant view's composer, if it is in charge and shows this conversation. */
  inputAt(threadId: string | null): HTMLTextAreaElement | null;
}

export interface LostMessages {
  /** Puts a message that the server doesn't have back where it was written, now or when that is shown. */
  restore(message: SentMessage): void;
  /** Whether it has not been put back yet. */
  isWaiting(message: SentMessage): boolean;
  /** Another conversation, or the other view, is shown. */
  look(): void;
}

/**
 * Messages whose send has failed. They are stored as drafts until then. In ChatKit, which keeps drafts of its
 * own, they are put back when it shows their conversation; the instant view restores drafts by itself.
 */
export function createLostMessages(place: Place): LostMessages {
  const waiting = new Map<string | null, SentMessage>();
  /** Those for which the client has yet to empty its composer. */
  const soon = new Set<SentMessage>();

  function look(): void {
    for (const [threadId, message] of waiting) {
      const input = place.inputAt(threadId);
      const chatkit = place.chatkitAt(threadId);
      if (!input && !chatkit) continue;
      waiting.delete(threadId);
      if (chatkit) {
        const { content, attachments, toolId } = message;
        void chatkit.setComposerValue({
          content,
          ...(attachments.length > 0 && { attachments }),
          ...(toolId && { selectedToolId: toolId }),
        });
        continue;
      }
      addDraftFiles(threadId, message.attachments);
      if (input?.value === "") {
        input.value = draftOf(message);
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }

  return {
    restore(message) {
      keepDraft(message.threadId, draftOf(message));
      keepDraftFiles(message.threadId, message.attachments);
      soon.add(message);
      setTimeout(() => {
        soon.delete(message);
        waiting.set(message.threadId, message);
        look();
      }, RESTORE_MS);
    },
    isWaiting: (message) => soon.has(message) || waiting.get(message.threadId) === message,
    look,
  };
}
