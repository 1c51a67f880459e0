import { createHash } from "node:crypto";

/**
 * An id that is the same in every run, which makes seeding repeatable. 130 bits of a hash, in the letters
 * of our other ids.
 */
export function demoId(prefix: string, name: string): string {
  const hash = createHash("sha256").update(`demo/${prefix}/${name}`).digest();
  let text = "";
  for (const byte of hash.subarray(0, 26)) text += "0123456789abcdefghjkmnpqrstvwxyz".charAt(byte & 31);
  return `${prefix}_${text}`;
}
