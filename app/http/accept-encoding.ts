/**
 * The first of our encodings, in our order, that an `Accept-Encoding` header takes (RFC 9110, 12.5.3): we know
 * better than a client what each costs us. Undefined for none: the body is then sent as it is.
 */
export function acceptedEncoding<Encoding extends string>(
  header: string | null,
  ours: readonly Encoding[],
): Encoding | undefined {
  const weights = new Map((header ?? "").split(",").map(weightOf));
  return ours.find((encoding) => (weights.get(encoding) ?? weights.get("*") ?? 0) > 0);
}

/** `br;q=0.5` → `["br", 0.5]`; a weight that is left out is 1. */
function weightOf(part: string): [coding: string, weight: number] {
  const [coding = "", ...parameters] = part
    .toLowerCase()
    .split(";")
    .map((each) => each.trim());
  const weight = parameters.find((each) => each.startsWith("q="))?.slice(2) ?? "1";
  return [coding, Number(weight) || 0];
}
