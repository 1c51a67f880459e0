/** How long a key may live. */
export const LIFETIMES: Readonly<Record<string, { label: string; days: number | null }>> = {
  month: { label: "30 days", days: 30 },
  quarter: { label: "90 days", days: 90 },
  year: { label: "A year", days: 365 },
  never: { label: "Until it is revoked", days: null },
};

/** A key in the list. Its secret isn't stored. */
export interface ApiKeyEntry {
  id: string;
  name: string;
  /** The first characters, to recognise it by. */
  start: string;
  canWrite: boolean;
  made: string;
  /** Null: when it is revoked. */
  ends: string | null;
  /** Null: never. */
  used: string | null;
}
