import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { apiKey } from "@better-auth/api-key";
import { passkey } from "@better-auth/passkey";
import { anonymous, jwt, twoFactor } from "better-auth/plugins";
import { getDatabase } from "#db/client.ts";
import { getAccount } from "#db/queries/accounts.ts";
import { moveUserData } from "#db/queries/users.ts";
import * as schema from "#db/schema/index.ts";
import { withoutTurns } from "#app/chatkit/turns.ts";
import { env } from "#app/env.server.ts";
import { CLIENT_IP_HEADER } from "#app/http/origin.ts";
import { log } from "#app/log.server.ts";
import { moveLiveRuns } from "#app/runs/process.ts";
import { API_KEY_OPTIONS } from "./api-key-rules.ts";
import { authSecret } from "./auth-secret.ts";
import { securityEventHooks } from "./event-hooks.ts";
import { FIELD_LENGTHS } from "./field-lengths.ts";
import { longField } from "./long-field.ts";
import {
  canReset,
  mailChangeOfAddress,
  mailConfirmation,
  mailHaveAccount,
  mailNewPassword,
} from "./mail/account-mails.ts";
import { hasMail } from "./mail/send.ts";
import { recordSecurityEvent } from "./security-events.ts";
import { signingKeys } from "./signing-keys.ts";
import { requireLiveSession } from "./token-requests.ts";
import { admit, admitGuest, giveRole, returnInvitation, takeInvitation } from "./sign-ups.ts";

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** Issuer and audience of JWTs, the same for all hosts of the app. */
const JWT_PARTY = env.appOrigin;
export const SECURE_COOKIES = new URL(env.appOrigin).protocol === "https:";

const { db } = await getDatabase();

/**
 * better-auth on our database (docs/decisions/0008-client-secrets.md):
 *
 * - The session is cached in a signed cookie for its whole life. That is safe because every reader of the
 *   cookie also looks the session row up, in parallel with its own queries (`viewer.ts`), or removes the cookie
 *   first (`routes/api.auth.ts`). So a page view needs no extra round trip, and sign-out is immediate.
 * - JWTs carry the session's id (`sid`), so that they end with the session.
 * - Rate limits count per client address, in a header that only our server sets (`http/origin.ts`).
 */
export const auth = betterAuth({
  appName: env.brand.name,
  baseURL: env.appOrigin,
  basePath: "/api/auth",
  secret: authSecret(),
  trustedOrigins: (request) => {
    const origin = request?.headers.get("origin");
    return request && origin && isOwnOrigin(origin, request) ? [origin] : [];
  },
  database: drizzleAdapter(db, { provider: "pg", schema, transaction: env.DATABASE_DRIVER !== "pglite" }),
  emailAndPassword: {
    enabled: true,
    minPasswordLength: FIELD_LENGTHS.password.min,
    maxPasswordLength: FIELD_LENGTHS.password.max,
    autoSignIn: true,
    // With it, an answer to a sign-up doesn't tell whether there is an account with the address.
    requireEmailVerification: hasMail,
    ...(hasMail && { onExistingUserSignUp: async (existing, request) => mailHaveAccount(existing, request) }),
    ...(canReset && { sendResetPassword: mailNewPassword }),
    resetPasswordTokenExpiresIn: HOUR,
    revokeSessionsOnPasswordReset: true,
    onPasswordReset: ({ user }, request) =>
      recordSecurityEvent({ userId: user.id, kind: "password_reset" }, request?.headers),
  },
  emailVerification: {
    ...(hasMail && { sendVerificationEmail: async (mail, request) => mailConfirmation(mail, request) }),
    sendOnSignIn: true,
    autoSignInAfterVerification: true,
    expiresIn: HOUR,
    afterEmailVerification: (user, request) =>
      recordSecurityEvent({ userId: user.id, kind: "email_verified" }, request?.headers),
  },
  user: {
    changeEmail: {
      enabled: true,
      updateEmailWithoutVerification: !hasMail,
      ...(hasMail && {
        sendChangeEmailConfirmation: async (change, request) => mailChangeOfAddress(change, request),
      }),
    },
  },
  databaseHooks: {
    user: {
      create: {
        before: async (user, ctx) => {
          admit(user, ctx?.request);
          return { data: { ...user, name: withoutTurns(user.name) } };
        },
        after: async (user, ctx) => {
          if (user.isAnonymous === true) return;
          await giveRole(user.id, ctx?.request);
          await recordSecurityEvent({ userId: user.id, kind: "signed_up" }, ctx?.headers);
        },
      },
      update: {
        before: async (user) => ({
          data: user.name === undefined ? user : { ...user, name: withoutTurns(user.name) },
        }),
      },
    },
    session: {
      create: {
        // The link in a mail must not stand in for a second factor.
        before: async (session, ctx) => {
          if (ctx?.path !== "/verify-email") return;
          const found = await getAccount(db, session.userId);
          if (found?.user.hasTwoFactor) throw ctx.redirect("/sign-in?verified");
        },
      },
    },
  },
  socialProviders: {
    ...(env.GITHUB_CLIENT_ID && env.GITHUB_CLIENT_SECRET
      ? { github: { clientId: env.GITHUB_CLIENT_ID, clientSecret: env.GITHUB_CLIENT_SECRET } }
      : {}),
    ...(env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET
      ? { google: { clientId: env.GOOGLE_CLIENT_ID, clientSecret: env.GOOGLE_CLIENT_SECRET } }
      : {}),
  },
  // A sign-in with a provider becomes that of an existing account only when both have verified the same address:
  // else an attacker who has signed up with somebody's address would share the account.
  account: {
    accountLinking: {
      enabled: true,
      trustedProviders: [],
      requireLocalEmailVerified: true,
      allowDifferentEmails: false,
      updateUserInfoOnLink: false,
    },
  },
  session: {
    expiresIn: 30 * DAY,
    updateAge: DAY,
    cookieCache: { enabled: true, maxAge: 30 * DAY, strategy: "compact" },
  },
  rateLimit: {
    enabled: true,
    storage: env.DATABASE_DRIVER === "pglite" ? "memory" : "database",
    window: 60,
    max: 600,
    customRules: {
      "/sign-in/email": { window: 60, max: env.RATE_LIMIT_SIGN_IN },
      "/sign-in/social": { window: 60, max: env.RATE_LIMIT_SIGN_IN },
      "/sign-up/email": { window: 60, max: env.RATE_LIMIT_SIGN_UP },
      "/sign-in/anonymous": { window: 60, max: env.RATE_LIMIT_SIGN_UP },
      "/token": false, // `requireLiveSession` counts them.
      "/two-factor/*": { window: 60, max: env.RATE_LIMIT_SIGN_IN },
    },
  },
  advanced: {
    useSecureCookies: SECURE_COOKIES,
    ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
    database: { generateId: () => crypto.randomUUID() },
  },
  telemetry: { enabled: false },
  logger: { level: "warn", log: writeLog },
  plugins: [
    // Before `anonymous`, which would move a guest's data at a sign-in that still waits for a code.
    twoFactor({ issuer: env.brand.name }),
    anonymous({
      emailDomainName: "guest.invalid",
      generateName: () => "Guest",
      // When this throws, the sign-in fails before the guest is deleted, so no data is lost.
      onLinkAccount: async ({ anonymousUser, newUser }) => {
        const move = { fromUserId: anonymousUser.user.id, toUserId: newUser.user.id };
        await moveUserData(db, move);
        moveLiveRuns(move);
      },
    }),
    jwt({
      disableSettingJwtHeader: true,
      adapter: { getJwks: async () => signingKeys(db) },
      jwt: {
        issuer: JWT_PARTY,
        audience: JWT_PARTY,
        expirationTime: "15m",
        definePayload: ({ user, session }) => ({ sid: session.id, name: user.name, email: user.email }),
      },
    }),
    passkey({
      rpID: new URL(env.appOrigin).hostname,
      rpName: env.brand.name,
      // Without a public address, the page's own origin counts.
      origin: env.isPublic ? env.appOrigin : null,
      authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
    }),
    apiKey(API_KEY_OPTIONS),
    securityEventHooks,
  ],
  hooks: {
    before: createAuthMiddleware(async (ctx) => {
      const tooLong = longField(ctx.body);
      if (tooLong) throw new APIError("BAD_REQUEST", { message: `${tooLong} is too long.` });
      if (ctx.path === "/sign-in/anonymous") await admitGuest(ctx.headers);
      if (ctx.request && makesAccounts(ctx.path)) await takeInvitation(ctx.request);
      if (ctx.path === "/token") await requireLiveSession(db, ctx);
      // Changing the password revokes all other sessions.
      if (ctx.path === "/change-password") {
        return { context: { body: { ...ctx.body, revokeOtherSessions: true } } };
      }
      return undefined;
    }),
    after: createAuthMiddleware(async (ctx) => {
      if (ctx.request && makesAccounts(ctx.path)) await returnInvitation(ctx.request);
    }),
  },
});

/** Whether an endpoint may make an account that isn't a guest's. */
const makesAccounts = (path: string | undefined) =>
  path === "/sign-up/email" || path?.startsWith("/callback/") === true;

/**
 * Whether an `Origin` header is the request's own origin. It is used only without a public `APP_URL`, where
 * the app may be reached by several names: a name in the local network, `localhost`, `127.0.0.1`.
 */
function isOwnOrigin(origin: string, request: Request): boolean {
  if (env.isPublic || !URL.canParse(origin)) return false;
  return new URL(origin).origin === new URL(request.url).origin;
}

/**
 * Writes better-auth's messages into our log. Its details may contain email addresses (a failed query
 * contains its parameters), so only the name of an error is logged.
 */
function writeLog(level: "debug" | "info" | "warn" | "error", message: unknown, ...details: unknown[]): void {
  const error = [message, ...details].find((detail) => detail instanceof Error);
  const sentence = typeof message === "string" && message !== "" ? message : "failed";
  // A refusal, such as of an API key that has ended, is no failure of ours.
  const isRefusal = error instanceof APIError && error.statusCode < 500;
  log[isRefusal ? "debug" : level]({ source: "better-auth", ...(error && { error: error.name }) }, sentence);
}
