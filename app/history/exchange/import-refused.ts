/** Why a whole file is refused, in a sentence for people. Nothing of it is imported then. */
export class ImportRefusedError extends Error {
  override name = "ImportRefusedError";
}

/** Why one conversation of a file is skipped. */
export class ConversationSkippedError extends Error {
  override name = "ConversationSkippedError";
}
