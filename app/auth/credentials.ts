import { z } from "zod";
import { safeRedirect } from "remix-utils/safe-redirect";
import { env } from "#app/env.server.ts";
import { callAuth, errorCode } from "./auth-handler.ts";
import { FIELD_LENGTHS } from "./field-lengths.ts";
import { signUpRefusalSentence } from "./sign-ups.ts";

/** The state of a refused sign-in form. Passwords are never sent back. */
export interface FormProblem {
  fields: Partial<Record<"name" | "email" | "password", string>>;
  /** An error of the whole form rather than of one field. */
  form?: string | undefined;
  values: { name: string; email: string };
  /** Nothing was refused: a link was sent to this address, which confirms it. */
  sentTo?: string;
  status: number;
}

const { min: minPassword } = FIELD_LENGTHS.password;
/** The arguments of a field's `max`. */
const maxOf = (name: keyof typeof FIELD_LENGTHS): [number, string] => {
  const { max } = FIELD_LENGTHS[name];
  return [max, `Use at most ${max} characters.`];
};
const email = z
  .string()
  .trim()
  .min(1, "Enter your email address.")
  .max(...maxOf("email"))
  .pipe(z.email("This is not an email address."));
const password = z.string().max(...maxOf("password"));
const SignIn = z.object({ email, password: password.min(1, "Enter your password.") });
const SignUp = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Enter your name.")
    .max(...maxOf("name")),
  email,
  password: password.min(minPassword, `Use at least ${minPassword} characters.`),
});

/** The path to redirect to after a form: `value` when it is a safe path of this app, else the fallback. */
export function returnPath(value: FormDataEntryValue | string | null, fallback = "/chat"): string {
  const path = safeRedirect(value, fallback);
  // Browsers drop control characters and treat backslashes as slashes, so check the URL that results.
  const url = URL.parse(path, "http://here.invalid");
  if (url?.origin !== "http://here.invalid") return fallback;
  // `/.//elsewhere` is normalised to `//elsewhere`, which is another host.
  const leadsAway = url.pathname.startsWith("//");
  return leadsAway || url.pathname.startsWith("/sign-") ? fallback : url.pathname + url.search;
}

export const signIn = (request: Request, form: FormData) => submit(request, form, "/sign-in/email", SignIn);
export const signUp = (request: Request, form: FormData) => submit(request, form, "/sign-up/email", SignUp);

/** Signs in as a new guest. */
export async function signInAsGuest(request: Request): Promise<Response> {
  return callAuth(request, "/sign-in/anonymous");
}

/** The OAuth providers that are configured. */
export const providers = (["github", "google"] as const).filter((name) =>
  name === "github" ? env.GITHUB_CLIENT_ID : env.GOOGLE_CLIENT_ID,
);
export type Provider = (typeof providers)[number];

/** The provider's URL to redirect to, and better-auth's response, whose cookies the redirect needs. */
export async function signInWith(
  request: Request,
  provider: Provider,
  next: string,
): Promise<{ url: string; response: Response } | undefined> {
  const response = await callAuth(request, "/sign-in/social", {
    body: { provider, callbackURL: next, errorCallbackURL: "/sign-in" },
  });
  const body: unknown = response.ok ? await response.clone().json() : undefined;
  const url = typeof body === "object" && body !== null && "url" in body ? body.url : undefined;
  return typeof url === "string" ? { url, response } : undefined;
}

/** Ends the session, and with it the client secrets and JWTs made from it. */
export async function signOut(request: Request): Promise<Response> {
  return callAuth(request, "/sign-out");
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
  const response = await callAuth(request, path, {
    // Where a link that confirms the address leads.
    body: { ...parsed.data, callbackURL: returnPath(form.get("next")) },
  });
  return response.ok ? response : { ...(await problemOf(response)), values, status: response.status };
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

async function problemOf(response: Response): Promise<Pick<FormProblem, "fields" | "form">> {
  if (response.status === 429) {
    return { fields: {}, form: "Too many attempts. Wait a minute, then try again." };
  }
  const code = await errorCode(response);
  const closed = signUpRefusalSentence(code);
  if (closed) return { fields: {}, form: closed };
  switch (code) {
    case "EMAIL_NOT_VERIFIED":
      return { fields: {}, form: "Confirm your address first: we have sent you a link again." };
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
