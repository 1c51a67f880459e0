import { hashPassword } from "better-auth/crypto";
import { eq } from "drizzle-orm";

import { account, user } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { demoId } from "./demo-values.ts";

export const DEMO_EMAIL = "demo@example.com";
export const DEMO_PASSWORD = "demo-demo-demo";

/** The id of the user with the demo address, who is created with the demo password if there is none. */
export async function ensureDemoUser(db: Database): Promise<string> {
  const [existing] = await db.select({ id: user.id }).from(user).where(eq(user.email, DEMO_EMAIL));
  if (existing) return existing.id;
  const password = await hashPassword(DEMO_PASSWORD);
  return db.transaction((tx) => createDemoUser(tx, password));
}

async function createDemoUser(tx: Tx, password: string): Promise<string> {
  const id = demoId("user", DEMO_EMAIL);
  await tx.insert(user).values({ id, name: "Demo", email: DEMO_EMAIL, emailVerified: true });
  // The row that better-auth writes when a user signs up with email and password.
  await tx.insert(account).values({
    id: demoId("account", DEMO_EMAIL),
    userId: id,
    accountId: id,
    providerId: "credential",
    password,
  });
  return id;
}
