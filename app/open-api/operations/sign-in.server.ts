import { z } from "zod";
import { ChatkitSession, SessionRequest } from "#app/auth/session-schemas.ts";
import { ErrorBody } from "#app/http/error-body.ts";
import { named } from "../components.server.ts";
import type { Answer, Operation } from "../operation.ts";

const Credentials = { email: z.email(), password: z.string().min(8).max(128) };
const EmailSignIn = named("EmailSignIn", z.object(Credentials));
const EmailSignUp = named("EmailSignUp", z.object({ name: z.string(), ...Credentials }));
const Nothing = named("Nothing", z.object({}).describe("An object without fields."));

const SignedIn = named(
  "SignedIn",
  z.looseObject({ user: z.looseObject({ id: z.string(), name: z.string(), email: z.string() }) }),
);
const Token = named("Token", z.object({ token: z.string().describe("A JWT, valid for 15 minutes.") }));

/** The errors of better-auth's routes. */
export const AuthError = named(
  "AuthError",
  z.union([
    ErrorBody,
    z.object({ message: z.string().optional(), code: z.string().optional() }).describe("Of better-auth."),
  ]),
);

const signedIn: Answer = {
  description: "Signed in. The cookie of the answer is the sign-in.",
  content: [{ type: "application/json", schema: SignedIn }],
  headers: ["set-cookie"],
};
const cookieJar = "-c jar";

/** From nothing to a client secret. The first four are better-auth's. */
export const signInOperations: readonly Operation[] = [
  {
    id: "signUpByEmail",
    method: "post",
    path: "/api/auth/sign-up/email",
    tag: "Sign-in",
    summary: "Make an account",
    description:
      "Off unless `SIGN_UPS` is `open`; invitations are for the page. With a mail server, the address has to be confirmed before there is a cookie.",
    access: "none",
    body: { schema: EmailSignUp },
    answers: { 200: signedIn },
    errors: [400, 422, 429],
    example: {
      body: { name: "Ann", email: "ann@example.com", password: "correct horse battery" },
      curl: cookieJar,
    },
  },
  {
    id: "signInByEmail",
    method: "post",
    path: "/api/auth/sign-in/email",
    tag: "Sign-in",
    summary: "Sign in to an account",
    access: "none",
    body: { schema: EmailSignIn },
    answers: { 200: signedIn },
    errors: [400, 401, 429],
    example: { body: { email: "ann@example.com", password: "correct horse battery" }, curl: cookieJar },
  },
  {
    id: "signInAsGuest",
    method: "post",
    path: "/api/auth/sign-in/anonymous",
    tag: "Sign-in",
    summary: "Start as a guest",
    description: "Makes a user without a name and an address. Off with `GUESTS=off`.",
    access: "none",
    body: { schema: Nothing },
    answers: { 200: signedIn },
    errors: [400, 429],
    example: { body: {}, curl: cookieJar },
  },
  {
    id: "getToken",
    method: "get",
    path: "/api/auth/token",
    tag: "Sign-in",
    summary: "Get a JWT for the sign-in",
    access: "cookie",
    answers: { 200: { description: "A JWT.", content: [{ type: "application/json", schema: Token }] } },
    errors: [401],
    example: {},
  },
  {
    id: "createSession",
    method: "post",
    path: "/api/chatkit/session",
    tag: "Sign-in",
    summary: "Get a client secret",
    description:
      "Makes the token for ChatKit and for all routes below. It ends with the sign-in, after `CHATKIT_SESSION_TTL` at the latest. A page of another origin sends a JWT: the cookie is accepted from the app's own origin only.",
    access: "sign-in",
    body: { schema: named("SessionRequest", SessionRequest), isOptional: true },
    answers: {
      200: {
        description: "A client secret, new or the one of the request.",
        content: [{ type: "application/json", schema: named("ChatKitSession", ChatkitSession) }],
      },
    },
    errors: [400, 401, 403, 413, 415, 429],
    example: {},
  },
];
