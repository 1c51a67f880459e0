interface Facts {
  /** The host of the model that answers; null when the server does. */
  answeringHost: string | null;
  /** Whether strangers may write without an account. */
  guests: boolean;
  hasTasks: boolean;
}

/** What a stranger should know before writing: where the data is, who answers, and what works without an account. */
export function sentences({ answeringHost, guests, hasTasks }: Facts): string[] {
  return [
    `Your conversations ${hasTasks ? "and tasks " : ""}are kept in this site’s own database.`,
    answeringHost
      ? `The answers come from a model at ${answeringHost}, which gets the conversation to be answered.`
      : "This server writes the answers itself, and passes your messages on to nobody.",
    guests
      ? "Everything works without an account, in this browser; sign up later, and all of it comes along."
      : "You need an account here; what you write now comes along when you sign up.",
  ];
}
