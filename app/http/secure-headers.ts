import { randomBytes } from "node:crypto";
import { createContext, type MiddlewareFunction } from "react-router";
import { createSecureHeadersMiddleware } from "remix-utils/middleware/secure-headers";
import { env } from "#app/env.server.ts";

/** The nonce of this response's scripts. */
export const nonceContext = createContext<string>("");

const cdn = new URL(env.CHATKIT_SCRIPT_URL).origin;
/** The folder of ChatKit's script, where its frame lies too, rather than all that the CDN has. */
const chatkit = new URL(".", env.CHATKIT_SCRIPT_URL).href;
/** Browsers apply `form-action` to redirects of forms too: signing in with a provider is one. */
const providers = [
  ...(env.GITHUB_CLIENT_ID ? ["https://github.com"] : []),
  ...(env.GOOGLE_CLIENT_ID ? ["https://accounts.google.com"] : []),
];
const https = new URL(env.appOrigin).protocol === "https:";

const POLICY = "content-security-policy";
/** Placeholder in the policy for the nonce of a response. */
const NONCE = "{nonce}";

/**
 * Security headers and the content security policy. Scripts need the nonce or come from ChatKit's folder.
 * Styles may be inline, because ChatKit's element uses inline styles, and a nonce in `style-src` would
 * disable `'unsafe-inline'`. Everything but the nonce is the same for all responses, so the policy is built
 * once.
 */
const [setSecureHeaders] = createSecureHeadersMiddleware({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'", ...providers],
    scriptSrc: ["'self'", `'nonce-${NONCE}'`, chatkit],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", "data:", "blob:"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    frameSrc: [chatkit],
    manifestSrc: ["'self'"],
  },
  xFrameOptions: "DENY",
  strictTransportSecurity: https && "max-age=31536000; includeSubDomains",
  referrerPolicy: "strict-origin-when-cross-origin",
  permissionsPolicy: { camera: [], geolocation: [], microphone: ["self", cdn] },
});

/** `report-uri` for browsers that don't know `report-to`. */
const reports = env.CSP_REPORT_URL ? `; report-uri ${env.CSP_REPORT_URL}; report-to csp` : "";

/** A response of a file has a stricter policy, and may be read by ChatKit's frame. */
function keepOwn(headers: Headers | undefined, own: Headers | undefined): void {
  for (const name of [POLICY, "cross-origin-resource-policy"]) {
    const value = own?.get(name);
    if (value) headers?.set(name, value);
  }
}

export const secureHeadersMiddleware: MiddlewareFunction<Response> = async (args, next) => {
  const nonce = randomBytes(16).toString("base64");
  args.context.set(nonceContext, nonce);
  let own: Headers | undefined;
  const response = await setSecureHeaders(args, async () => {
    const made = await next();
    own = new Headers(made.headers);
    return made;
  });
  keepOwn(response?.headers, own);
  const policy = response?.headers.get(POLICY);
  if (policy) response?.headers.set(POLICY, policy.replace(NONCE, nonce) + reports);
  if (reports) response?.headers.set("reporting-endpoints", `csp="${env.CSP_REPORT_URL}"`);
  return response;
};
