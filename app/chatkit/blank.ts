/**
 * Whether a text shows nothing: it is empty, or has only white space, control characters and characters that are
 * invisible by themselves, such as U+200B (zero-width space). Without zod: the browser asks the same before it sends.
 */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(text);
}
