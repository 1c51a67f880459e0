import { parseCookie } from "cookie";

const PREFIX = "draft:";

/** The user whose drafts are stored. Until the page sets it, no draft is stored. */
let owner: string | undefined;

/** Names the draft of a conversation in the tab's storage. */
export const draftKey = (threadId: string | null) => `${PREFIX}${owner}:${threadId ?? "new"}`;

/**
 * Sets the user whose drafts are stored; call it before a draft is restored. It deletes the drafts of other
 * users, since the tab's storage survives a sign-out and an expired session.
 */
export function setDraftOwner(userId: string): void {
  owner = userId;
  try {
    adoptDraftsOfGuest(userId);
    // What was written before the sign-in is in the composer by now (app/auth/kept-words.ts).
    if (document.cookie.includes("words=")) document.cookie = "words=; Path=/; Max-Age=0; SameSite=Lax";
    for (const key of Object.keys(sessionStorage)) {
      const isOtherUsers = key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${userId}:`);
      if (isOtherUsers) sessionStorage.removeItem(key);
    }
  } catch {
    // Storage is switched off: see keepDraft.
  }
}

/** A guest who has signed up keeps what was being written. The server names the guest in a cookie. */
function adoptDraftsOfGuest(userId: string): void {
  const guestId = parseCookie(document.cookie)["drafts-of"];
  if (!guestId || guestId === userId) return;
  document.cookie = "drafts-of=; Path=/; Max-Age=0; SameSite=Lax";
  const before = `${PREFIX}${guestId}:`;
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(before))) {
    const draft = sessionStorage.getItem(key);
    if (draft) sessionStorage.setItem(`${PREFIX}${userId}:${key.slice(before.length)}`, draft);
  }
}

/** Stores the draft of a conversation until the tab is closed. An empty text deletes it. */
export function keepDraft(threadId: string | null, text: string): void {
  if (!owner) return;
  try {
    if (text) sessionStorage.setItem(draftKey(threadId), text);
    else sessionStorage.removeItem(draftKey(threadId));
  } catch {
    // Storage is switched off: the draft is lost when the page is left.
  }
}

export function readDraft(threadId: string | null): string {
  if (!owner) return "";
  try {
    return sessionStorage.getItem(draftKey(threadId)) ?? "";
  } catch {
    return "";
  }
}

const joined = (...texts: string[]) => texts.filter(Boolean).join("\n\n");

/** The text of a conversation's composer, stored until the server has accepted it. */
export class Draft {
  /** The message that is being sent. It is stored too, since the page may be left before it arrives. */
  #sent = "";
  #written = "";
  #threadId: string | null;
  #input: { value: string } | null = null;

  constructor(threadId: string | null) {
    this.#threadId = threadId;
  }

  /**
   * Restores the stored draft into the input. Text that was typed before hydration wins.
   *
   * @param newestMessage the user's newest message: a stored text that equals it was sent while the page was
   * unloading, so it is not restored
   * @returns a function that detaches the input, which another conversation may use next
   */
  attach(input: { value: string }, newestMessage: string | undefined): () => void {
    this.#input = input;
    const stored = readDraft(this.#threadId);
    if (input.value === "" && stored !== newestMessage) input.value = stored;
    this.write(input.value);
    return () => {
      this.#input = null;
    };
  }

  write(text: string): void {
    this.#written = text;
    keepDraft(this.#threadId, joined(this.#sent, text));
  }

  /** Marks the text as being sent. The composer's content is now the next draft. */
  send(text: string): void {
    this.#sent = text;
    this.write(this.#input?.value ?? "");
  }

  /** The server has accepted the sent text, so it is no longer part of the draft. */
  arrived(): void {
    this.#sent = "";
    this.write(this.#written);
  }

  /** The server refused the sent text: it returns to the composer, before what was written since. */
  refused(): void {
    const text = joined(this.#sent, this.#written);
    this.#sent = "";
    if (this.#input) this.#input.value = text;
    this.write(text);
  }

  /** Moves the draft to the conversation's id, once the server has assigned one. */
  moveTo(threadId: string | null): void {
    if (threadId === this.#threadId) return;
    keepDraft(this.#threadId, "");
    this.#threadId = threadId;
    // What has moved to ChatKit is no longer in the input.
    this.write(this.#input?.value ?? this.#written);
  }
}
