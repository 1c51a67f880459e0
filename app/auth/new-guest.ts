import { z } from "zod";
import { env } from "#app/env.server.ts";
import { signInAsGuest } from "./credentials.ts";

export interface NewGuest {
  userId: string;
  /** `Set-Cookie` values of the guest's session. */
  cookies: string[];
}

const Answer = z.object({ user: z.object({ id: z.string() }) });

/** How long a form that is posted twice gets the same guest. */
const REMEMBER_MS = 60_000;
const MAX_REMEMBERED = 1_000;
const made = new Map<string, Promise<NewGuest | Response>>();

/** Whether strangers may write without signing up. */
export const allowsGuests = (): boolean => env.GUESTS;

/**
 * Makes a guest for a form. A form that is posted twice, with the same key, gets one guest, as far as the requests
 * reach the same process.
 *
 * @returns the guest, or better-auth's refusal
 */
export async function newGuest(request: Request, formKey: string): Promise<NewGuest | Response> {
  const known = formKey === "" ? undefined : made.get(formKey);
  if (known) return known;
  const making = make(request);
  if (formKey === "") return making;
  made.set(formKey, making);
  const forget = () => made.delete(formKey);
  setTimeout(forget, REMEMBER_MS).unref();
  if (made.size > MAX_REMEMBERED) {
    const [oldest] = made.keys();
    if (oldest !== undefined) made.delete(oldest);
  }
  making.then(
    (guest) => guest instanceof Response && forget(),
    () => forget(),
  );
  return making;
}

async function make(request: Request): Promise<NewGuest | Response> {
  const response = await signInAsGuest(request);
  if (!response.ok) return response;
  const { user } = Answer.parse(await response.clone().json());
  return { userId: user.id, cookies: response.headers.getSetCookie() };
}
