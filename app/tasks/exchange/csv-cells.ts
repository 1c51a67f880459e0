/*
 * Spreadsheets run a cell that begins with = + - or @ as a formula. Such a cell gets an apostrophe, which they don't
 * show. A cell that already has apostrophes before one gets another, so that reading gives back what was written.
 */
const FORMULA = /^'*[=+\-@\t\r]/;
const ESCAPED = /^'+[=+\-@\t\r]/;

export const escapeCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

export const unescapeCell = (text: string): string => (ESCAPED.test(text) ? text.slice(1) : text);
