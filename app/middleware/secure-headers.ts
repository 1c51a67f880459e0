import { createContext, type MiddlewareFunction } from "react-router";
import { createSecureHeadersMiddleware } from "remix-utils/middleware/secure-headers";
import { env } from "#app/env.server.ts";

/** The nonce of this response's scripts. */
export const nonceContext = createContext<string>("");

const cdn = new URL(env.CHATKIT_SCRIPT_URL).origin;
const https = new URL(env.appOrigin).protocol === "https:";

/**
 * Security headers and the content security policy (design.md §9). Scripts need the nonce or come from
 * ChatKit's origin; styles may be inline, because ChatKit's element styles itself so and a nonce there
 * would switch that off.
 */
export const secureHeadersMiddleware: MiddlewareFunction<Response> = async (args, next) => {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  args.context.set(nonceContext, nonce);
  const [middleware] = createSecureHeadersMiddleware({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'self'"],
      // A form's redirect counts too: signing in with a provider is one.
      formAction: ["'self'", "https://github.com", "https://accounts.google.com"],
      scriptSrc: ["'self'", `'nonce-${nonce}'`, cdn],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      frameSrc: [cdn],
      manifestSrc: ["'self'"],
    },
    strictTransportSecurity: https && "max-age=31536000; includeSubDomains",
    referrerPolicy: "strict-origin-when-cross-origin",
    permissionsPolicy: { camera: [], geolocation: [], microphone: ["self", cdn] },
  });
  return middleware(args, next);
};
