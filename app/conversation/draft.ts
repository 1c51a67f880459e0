const PREFIX = "draft:";

/** Whose drafts are kept; nobody's until the page says so. */
let owner: string | undefined;

const draftKey = (threadId: string | null) => `${PREFIX}${owner}:${threadId ?? "new"}`;

/**
 * Says whose drafts these are, before anything in the page brings one back. Those of anybody else go: a tab
 * outlives a sign-out, and a session that ended on its own.
 */
export function setDraftOwner(userId: string): void {
  owner = userId;
  try {
    for (const key of Object.keys(sessionStorage)) {
      const isOthers = key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${userId}:`);
      if (isOthers) sessionStorage.removeItem(key);
    }
  } catch {
    // See keepDraft.
  }
}

/** Keeps what is being written in a conversation, for as long as the tab lives. Without a text there is none. */
export function keepDraft(threadId: string | null, text: string): void {
  if (!owner) return;
  try {
    if (text) sessionStorage.setItem(draftKey(threadId), text);
    else sessionStorage.removeItem(draftKey(threadId));
  } catch {
    // Storage is switched off: the draft lives as long as the page.
  }
}

export function keptDraft(threadId: string | null): string {
  if (!owner) return "";
  try {
    return sessionStorage.getItem(draftKey(threadId)) ?? "";
  } catch {
    return "";
  }
}

const joined = (...texts: string[]) => texts.filter(Boolean).join("\n\n");

/** What is written in a conversation's composer, until the server has it. */
export class Draft {
  /** On its way. Kept all the same: the page may go away before it arrives. */
  #sent = "";
  #written = "";
  #threadId: string | null;
  #input: { value: string } | null = null;

  constructor(threadId: string | null) {
    this.#threadId = threadId;
  }

  /**
   * Brings back what was being written here. What has been typed before the page came alive wins.
   *
   * @param said the newest message of the user's: one that arrived while its page went away is no draft
   * @returns how to let go of the input, where another conversation may be written next
   */
  attach(input: { value: string }, said: string | undefined): () => void {
    this.#input = input;
    const kept = keptDraft(this.#threadId);
    if (input.value === "" && kept !== said) input.value = kept;
    this.write(input.value);
    return () => {
      this.#input = null;
    };
  }

  write(text: string): void {
    this.#written = text;
    keepDraft(this.#threadId, joined(this.#sent, text));
  }

  /** It is on its way; in the composer is what is written next. */
  send(text: string): void {
    this.#sent = text;
    this.write(this.#input?.value ?? "");
  }

  /** The server has what was sent. */
  arrived(): void {
    this.#sent = "";
    this.write(this.#written);
  }

  /** The server didn't take what was sent: it is in the composer again, before what was written meanwhile. */
  refused(): void {
    const text = joined(this.#sent, this.#written);
    this.#sent = "";
    if (this.#input) this.#input.value = text;
    this.write(text);
  }

  /** A new conversation has got its id: what is written is that one's. */
  moveTo(threadId: string | null): void {
    if (threadId === this.#threadId) return;
    keepDraft(this.#threadId, "");
    this.#threadId = threadId;
    this.write(this.#written);
  }
}
