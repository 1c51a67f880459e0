/** Maximum length of a message, all parts together, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 200_000;
