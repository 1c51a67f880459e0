import { isIPv6 } from "node:net";

/**
 * The network of an address, which stands for one household or company: an IPv4 address, or the first 64 bits of an IPv6 address,
 * of which one machine can have any number.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail?.split(":").filter(Boolean) ?? [];
  // An IPv4 address behind the last colon takes two groups.
  const taken = after.length + (after.at(-1)?.includes(".") ? 1 : 0);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - taken) }, () => "0");
  const groups = [...before, ...(tail === undefined ? [] : zeros), ...after];
  const mapped = groups.at(-1)?.includes(".") ? groups.at(-1) : undefined;
  if (mapped) return mapped;
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
