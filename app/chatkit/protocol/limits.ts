/** Maximum length of a message, all parts together, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 200_000;
/** Maximum length of everything that a message carries beside its text, as JSON, in UTF-16 units. */
export const MAX_MESSAGE_EXTRA = 64 * 1024;
/** Maximum length of the answers to a form, as JSON, in UTF-16 units. */
export const MAX_ANSWERS_LENGTH = 64 * 1024;
/** Maximum length of the output of a client tool, as JSON, in UTF-16 units. */
export const MAX_TOOL_OUTPUT_LENGTH = 64 * 1024;
