import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { anonymous, jwt } from "better-auth/plugins";
import { getDatabase } from "#db/client.server.ts";
import { moveUserData } from "#db/queries/users.ts";
import * as schema from "#db/schema/index.ts";
import { env } from "#app/env.server.ts";
import { CLIENT_IP_HEADER } from "#app/http/origin.ts";
import { log } from "#app/log.server.ts";
import { moveLiveRuns } from "#app/runs/process.server.ts";
import { authSecret } from "./auth-secret.ts";

const DAY = 60 * 60 * 24;

/** JWTs name this app as issuer and audience, whichever of its hosts a request came to. */
const JWT_PARTY = env.appOrigin;
export const SECURE_COOKIES = new URL(env.appOrigin).protocol === "https:";

const { db } = await getDatabase();

/**
 * better-auth on our database. What is decided here and why (design.md §9):
 *
 * - The session is cached in a signed cookie for as long as it lives, because every reader of that cookie
 *   looks the session row up beside its own queries (`viewer.server.ts`) or has the cookie stripped
 *   first (`routes/api.auth.ts`). So a page view costs no sequential session query, and sign-out is
 *   still immediate.
 * - JWTs carry the session's id (`sid`), so that they end with the session too.
 * - Rate limits count per client address, which only our server sets.
 */
export const auth = betterAuth({
  appName: "Chat",
  baseURL: env.appOrigin,
  basePath: "/api/auth",
  secret: authSecret(),
  trustedOrigins: (request) => {
    const origin = request?.headers.get("origin");
    return request && origin && isOwnOrigin(origin, request) ? [origin] : [];
  },
  database: drizzleAdapter(db, { provider: "pg", schema, transaction: env.DATABASE_DRIVER !== "pglite" }),
  emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128, autoSignIn: true },
  socialProviders: {
    ...(env.GITHUB_CLIENT_ID && env.GITHUB_CLIENT_SECRET
      ? { github: { clientId: env.GITHUB_CLIENT_ID, clientSecret: env.GITHUB_CLIENT_SECRET } }
      : {}),
    ...(env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET
      ? { google: { clientId: env.GOOGLE_CLIENT_ID, clientSecret: env.GOOGLE_CLIENT_SECRET } }
      : {}),
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
      "/sign-up/email": { window: 60, max: env.RATE_LIMIT_SIGN_UP },
      "/sign-in/anonymous": { window: 60, max: env.RATE_LIMIT_SIGN_UP },
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
    anonymous({
      emailDomainName: "guest.invalid",
      generateName: () => "Guest",
      // A failure here stops the sign-in before the guest is deleted, so nothing is lost.
      onLinkAccount: async ({ anonymousUser, newUser }) => {
        const move = { fromUserId: anonymousUser.user.id, toUserId: newUser.user.id };
        await moveUserData(db, move);
        moveLiveRuns(move);
      },
    }),
    jwt({
      disableSettingJwtHeader: true,
      jwt: {
        issuer: JWT_PARTY,
        audience: JWT_PARTY,
        expirationTime: "15m",
        definePayload: ({ user, session }) => ({ sid: session.id, name: user.name, email: user.email }),
      },
    }),
  ],
  hooks: {
    before: createAuthMiddleware(async (ctx) => {
      if (ctx.path === "/sign-in/anonymous" && !env.GUESTS) {
        throw new APIError("FORBIDDEN", { message: "Guests are switched off here. Sign up instead." });
      }
      if (ctx.path === "/token") {
        const live = await getSessionFromCtx(ctx, { disableCookieCache: true });
        if (!live) throw new APIError("UNAUTHORIZED", { message: "Sign in first." });
      }
      // Whoever changes a password means everybody else to be out.
      if (ctx.path === "/change-password") {
        return { context: { body: { ...ctx.body, revokeOtherSessions: true } } };
      }
      return undefined;
    }),
  },
});

/**
 * Without `APP_URL` the app is where the request found it (a name in the local network, another port);
 * with one on loopback, `localhost` and `127.0.0.1` are one app.
 */
function isOwnOrigin(origin: string, request: Request): boolean {
  if (env.isPublic || !URL.canParse(origin)) return false;
  return new URL(origin).origin === new URL(request.url).origin;
}

/**
 * better-auth's own lines, as lines of our log. What comes beside a sentence may be somebody's address (a
 * failed query names its parameters), so of that only the kind of error is said.
 */
function writeLog(level: "debug" | "info" | "warn" | "error", message: unknown, ...details: unknown[]): void {
  const error = [message, ...details].find((detail) => detail instanceof Error);
  const sentence = typeof message === "string" && message !== "" ? message : "failed";
  log[level]({ source: "better-auth", ...(error && { error: error.name }) }, sentence);
}
