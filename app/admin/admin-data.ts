import type { ListedUser } from "#db/queries/admin-users.ts";
import type { UsageOfDay } from "#db/queries/usage.ts";

/* What the page for administrators shows. Times are in words, in the administrator's zone and language. */

export interface AdminUser extends Omit<ListedUser, "email" | "createdAt" | "lastSeenAt"> {
  email: string | null;
  createdAt: string;
  lastSeenAt: string | null;
}

interface AdminRun {
  id: string;
  kind: string;
  model: string | null;
  /** Why it ended, of one that failed. */
  reason: string;
  since: string;
}

export interface AdminData {
  counts: { accounts: number; guests: number; activeToday: number };
  users: AdminUser[];
  /** The cursor of the next page of users. */
  next: string | null;
  usage: {
    /** Every day of the last weeks, oldest first. */
    days: UsageOfDay[];
    /** Those who used the most in these days. */
    people: (Omit<UsageOfDay, "day"> & { userId: string; email: string | null })[];
  };
  invitations: {
    id: string;
    email: string | null;
    role: string;
    uses: number;
    maxUses: number;
    expiresAt: string;
    isOpen: boolean;
  }[];
  active: AdminRun[];
  failed: AdminRun[];
  log: { id: string; who: string; action: string; detail: string; at: string }[];
}

/** What an operation has done, or why it was refused. */
export interface AdminOutcome {
  error: string | null;
  /** A link that is shown once. */
  link: string | null;
}
