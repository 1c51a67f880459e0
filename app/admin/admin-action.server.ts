import type { AdminOutcome } from "./admin-data.ts";
import { carryOut } from "./carry-out.server.ts";
import { OperationError } from "./operation.server.ts";

/** What administrators may do by the page. The rest of the commands is for the operator. */
const OF_PAGE: ReadonlySet<string> = new Set([
  "users.invite",
  "users.uninvite",
  "users.reset-link",
  "users.role",
  "users.delete",
  "sessions.revoke",
  "runs.stop",
]);

/** Carries out the operation of a form of the page. */
export async function adminAction(userId: string, form: FormData): Promise<AdminOutcome> {
  const { command, yes, ...fields } = Object.fromEntries(
    [...form].filter(([, value]) => typeof value === "string" && value !== ""),
  );
  if (typeof command !== "string" || !OF_PAGE.has(command)) {
    return { error: "This form has no such action.", link: null };
  }
  try {
    const input = { ...fields, ...(yes !== undefined && { yes: true }) };
    const result = await carryOut(command, input, { via: "page", userId });
    return { error: null, link: linkIn(result) };
  } catch (error) {
    if (error instanceof OperationError) return { error: error.message, link: null };
    throw error;
  }
}

function linkIn(result: unknown): string | null {
  if (typeof result !== "object" || result === null) return null;
  const link = "link" in result ? result.link : "url" in result ? result.url : null;
  return typeof link === "string" ? link : null;
}
