import type { BetterAuthPlugin } from "better-auth";
import { createAuthMiddleware, isAPIError } from "better-auth/api";
import type { SecurityEventKind } from "#db/schema/index.ts";
import { recordFailedSignIn, recordSecurityEvent } from "./security-events.ts";

/** The way of a sign-in, by the endpoint that makes the session; those of providers by the provider's id. */
const WAYS: Readonly<Record<string, string>> = {
  "/sign-in/email": "password",
  "/passkey/verify-authentication": "passkey",
  github: "GitHub",
  google: "Google",
  "/two-factor/verify-totp": "password and code",
  "/two-factor/verify-backup-code": "password and backup code",
  "/verify-email": "link by mail",
};

/** What the other endpoints do to the account that is signed in. */
const CHANGES: Readonly<Record<string, SecurityEventKind>> = {
  "/change-password": "password_changed",
  "/passkey/verify-registration": "passkey_added",
  "/two-factor/disable": "two_factor_off",
  "/two-factor/generate-backup-codes": "backup_codes_made",
};

/**
 * Records sign-ins and changes as security events. It has to be the last plugin: a sign-in that waits for a second
 * factor has no session any more when the plugin for that is done.
 */
export const securityEventHooks = {
  id: "security-events",
  hooks: {
    after: [
      {
        matcher: () => true,
        handler: createAuthMiddleware(async (ctx) => {
          const { path, headers } = ctx;
          const { newSession, session, returned } = ctx.context;
          if (isAPIError(returned)) {
            const email: unknown = ctx.body?.email;
            if (path === "/sign-in/email" && typeof email === "string" && returned.statusCode === 401) {
              void recordFailedSignIn(email, headers).catch(() => undefined);
            }
            // A redirect is thrown, too.
            if (returned.statusCode >= 400) return;
          }
          // better-auth's path of a provider is `/callback/:id`.
          const provider: unknown = path === "/callback/:id" ? ctx.params?.id : undefined;
          const way = WAYS[typeof provider === "string" ? provider : (path ?? "")];
          if (newSession && way && newSession.user.id !== session?.user.id) {
            await recordSecurityEvent(
              { userId: newSession.user.id, kind: "signed_in", detail: way },
              headers,
            );
          } else if (path === "/two-factor/verify-totp" && newSession) {
            await recordSecurityEvent({ userId: newSession.user.id, kind: "two_factor_on" }, headers);
          } else if (path && CHANGES[path] && session) {
            await recordSecurityEvent({ userId: session.user.id, kind: CHANGES[path] }, headers);
          }
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin;
