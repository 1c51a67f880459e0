import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { callAuth, errorCode } from "./auth-handler.ts";
import { FIELD_LENGTHS } from "./field-lengths.ts";

/**
 * The least time of an answer to a forgotten password, in milliseconds. With it, the answer's time doesn't tell whether
 * there is an account.
 */
const LEAST_MS = 300;

/** @returns a sentence for the person when the form is refused; undefined when all is well, account or not */
export async function requestReset(
  request: Request,
  email: string,
): Promise<{ problem: string; status: number } | undefined> {
  const parsed = z.email().max(FIELD_LENGTHS.email.max).safeParse(email.trim());
  if (!parsed.success) return { problem: "This is not an email address.", status: 400 };
  const [response] = await Promise.all([
    callAuth(request, "/request-password-reset", { body: { email: parsed.data } }),
    delay(LEAST_MS),
  ]);
  if (response.ok) return undefined;
  if (response.status === 429) {
    return { problem: "Too many attempts. Wait a minute, then try again.", status: 429 };
  }
  return { problem: "That did not work. Please try again.", status: response.status };
}

/** Sets a new password with the token of a link. @returns a sentence for the person when that is refused */
export async function resetPassword(
  request: Request,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<{ problem: string; isOver: boolean; status: number } | undefined> {
  const { min, max } = FIELD_LENGTHS.password;
  if (newPassword.length < min || newPassword.length > max) {
    return { problem: `Use ${min} to ${max} characters.`, isOver: false, status: 400 };
  }
  const response = await callAuth(request, "/reset-password", { body: { newPassword, token } });
  if (response.ok) return undefined;
  const isOver = (await errorCode(response)) === "INVALID_TOKEN";
  const problem = isOver
    ? "This link has been used, or is too old. Ask for a new one."
    : "That did not work. Please try again.";
  return { problem, isOver, status: response.status };
}
