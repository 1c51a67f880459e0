import { z } from "zod";
import { safeRedirect } from "remix-utils/safe-redirect";
import { env } from "#app/env.server.ts";
import { auth } from "./auth.ts";
import { withoutCookieCache } from "./cookies.ts";

/** What a sign-in form shows again when it is refused. Passwords are never sent back. */
export interface FormProblem {
  fields: Partial<Record<"name" | "email" | "password", string>>;
  /** What is wrong with the whole, rather than with one field. */
  form?: string | undefined;
  values: { name: string; email: string };
  status: number;
}

const email = z
  .string()
  .trim()
  .min(1, "Enter your email address.")
  .pipe(z.email("This is not an email address."));
const SignIn = z.object({ email, password: z.string().min(1, "Enter your password.") });
const SignUp = z.object({
  name: z.string().trim().min(1, "Enter your name.").max(100, "Use at most 100 characters."),
  email,
  password: z.string().min(8, "Use at least 8 characters.").max(128, "Use at most 128 characters."),
});

/** A path of this app that a sign-in may lead to; anything else leads to the chat. */
export function returnPath(value: FormDataEntryValue | string | null): string {
  const path = safeRedirect(value, "/chat");
  // Browsers drop control characters and read backslashes as slashes: what they make of it has to stay here.
  const url = URL.parse(path, "http://here.invalid");
  if (url?.origin !== "http://here.invalid") return "/chat";
  // What is left of `/.//elsewhere` would name another host.
  const leadsAway = url.pathname.startsWith("//");
  return leadsAway || url.pathname.startsWith("/sign-") ? "/chat" : url.pathname + url.search;
}

export const signIn = (request: Request, form: FormData) => submit(request, form, "/sign-in/email", SignIn);
export const signUp = (request: Request, form: FormData) => submit(request, form, "/sign-up/email", SignUp);

/** A guest's session, without any data. */
export async function signInAsGuest(request: Request): Promise<Response> {
  return callAuth(request, "/sign-in/anonymous", {});
}

/** The OAuth providers that are configured. */
export const providers = (["github", "google"] as const).filter((name) =>
  name === "github" ? env.GITHUB_CLIENT_ID : env.GOOGLE_CLIENT_ID,
);
export type Provider = (typeof providers)[number];

/** Where to send somebody to sign in with a provider; better-auth's cookies have to go along. */
export async function signInWith(
  request: Request,
  provider: Provider,
  next: string,
): Promise<{ url: string; response: Response } | undefined> {
  const response = await callAuth(request, "/sign-in/social", { provider, callbackURL: next });
  const body: unknown = response.ok ? await response.clone().json() : undefined;
  const url = typeof body === "object" && body !== null && "url" in body ? body.url : undefined;
  return typeof url === "string" ? { url, response } : undefined;
}

/** Ends the session; the secrets and tokens made from it end with it. */
export async function signOut(request: Request): Promise<Response> {
  return callAuth(request, "/sign-out", {});
}

async function submit(
  request: Request,
  form: FormData,
  path: string,
  schema: typeof SignIn | typeof SignUp,
): Promise<Response | FormProblem> {
  const values = { name: text(form, "name"), email: text(form, "email") };
  const parsed = schema.safeParse({ ...values, password: text(form, "password") });
  if (!parsed.success) {
    const fields: FormProblem["fields"] = {};
    for (const issue of parsed.error.issues) {
      const [field] = issue.path;
      if (field === "name" || field === "email" || field === "password") fields[field] ??= issue.message;
    }
    return { fields, values, status: 400 };
  }
  const response = await callAuth(request, path, parsed.data);
  return response.ok ? response : { ...(await problemOf(response)), values, status: response.status };
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/**
 * Calls better-auth through its handler, as a browser would: `auth.api` would skip the rate limits and the
 * check of the origin.
 */
async function callAuth(request: Request, path: string, body: object): Promise<Response> {
  const headers = withoutCookieCache(request.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  const url = new URL(`/api/auth${path}`, request.url);
  return auth.handler(new Request(url, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function problemOf(response: Response): Promise<Pick<FormProblem, "fields" | "form">> {
  if (response.status === 429) {
    return { fields: {}, form: "Too many attempts. Wait a minute, then try again." };
  }
  const code = await errorCode(response);
  switch (code) {
    case "INVALID_EMAIL_OR_PASSWORD":
      return { fields: {}, form: "The email address or the password is not right." };
    case "USER_ALREADY_EXISTS":
    case "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL":
      return { fields: { email: "There is an account with this address. Sign in instead." } };
    case "INVALID_EMAIL":
      return { fields: { email: "This is not an email address." } };
    default:
      return { fields: {}, form: "That did not work. Please try again." };
  }
}

async function errorCode(response: Response): Promise<string | undefined> {
  const body: unknown = await response.json().catch(() => undefined);
  const code = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
  return typeof code === "string" ? code : undefined;
}
