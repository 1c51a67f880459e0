import type { ConversationPhase } from "#app/shell/new-conversation.ts";

/**
 * Who shows the conversation. ChatKit is absent (`instant`), loads behind the instant view (`preparing`), is
 * painted beneath it (`beneath`), or is in charge (`chatkit`).
 */
export type Stage = "instant" | "preparing" | "beneath" | "chatkit";

/** What the page shows, and whether the instant view has to keep it. */
export interface PageState {
  threadId: string | null;
  /** The instant view sends, streams or shows an earlier part of the conversation. */
  held: boolean;
  /** A conversation that is only named stays with the view that began it. */
  phase: ConversationPhase;
  /** Names the visit: asking for a new chat twice is two visits. */
  visit?: string;
}

/** What the hand-over does to the page. */
export interface HandoverPort {
  /** Resolves when ChatKit's composer answers. On a dead frame it never does. */
  probe(): Promise<void>;
  setThreadId(threadId: string | null): void;
  /** Brings ChatKit's copy of the conversation up to date. */
  fetchUpdates(): Promise<void>;
  /** Resolves when the user neither scrolls, selects, composes nor has a menu open. */
  calm(): Promise<void>;
  /** Moves draft and focus; `show` puts ChatKit in charge, or returns false when that is no longer wanted. */
  moveDraft(show: () => boolean): Promise<void>;
  /** OpenAI refused this domain. */
  refused(): void;
  /** Options were refused. Returns whether any could be left out, so that another element is worth a try. */
  dropOptions(message: string): boolean;
}

export interface Handover {
  readonly stage: Stage;
  /** Counts the elements: another number stands for another element. */
  readonly element: number;
  /** Says what the page is moved by; before that nothing moves. */
  connect(port: HandoverPort): void;
  subscribe(listener: () => void): () => void;
  /** Null while another page than a conversation is shown. */
  page(state: PageState | null): void;
  scriptLoaded(): void;
  ready(): void;
  /**
   * ChatKit went to a thread. It is there, unless a load begins.
   *
   * @returns whether it was told to go there; else the user began or opened the conversation in ChatKit
   */
  moved(threadId: string | null): boolean;
  loadStarted(threadId: string): void;
  loaded(threadId: string): void;
  failed(error: Error): void;
  /** The conversation was changed outside of ChatKit, so its copy is old. */
  changed(): void;
  /** Whether ChatKit is in charge and has this conversation on its screen. */
  isShowing(threadId: string | null): boolean;
  /** The network is back: a ChatKit that didn't come is tried again. */
  online(): void;
}
