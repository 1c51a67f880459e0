import { data, Link } from "react-router";
import { AuthPage } from "#app/account/auth-form.tsx";
import { SECURE_COOKIES } from "#app/auth/auth.ts";
import { INVITATION_COOKIE, openInvitation } from "#app/auth/sign-ups.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import type { Route } from "./+types/invite";

const HOUR_SECONDS = 60 * 60;

/**
 * `GET /invite/:token`: keeps the invitation in a cookie for the sign-up. One that has been used, is too old, or never was looks
 * the same.
 */
export async function loader({ params: { token } }: Route.LoaderArgs) {
  const invitation = await orOneMoment(openInvitation(token));
  const headers = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
  };
  if (!invitation) return data({ isOpen: false, email: null }, { status: 404, headers });
  const secure = SECURE_COOKIES ? "; Secure" : "";
  const cookie = `${INVITATION_COOKIE}=${token}; Path=/; Max-Age=${HOUR_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
  return data({ isOpen: true, ...invitation }, { headers: { ...headers, "set-cookie": cookie } });
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

export default function Invite({ loaderData: { isOpen, email } }: Route.ComponentProps) {
  return isOpen ? (
    <AuthPage
      title="You are invited"
      intro={email ? `The invitation is for ${email}.` : "Make an account, and you are in."}
    >
      <Link className="button-primary" to="/sign-up">
        Sign up
      </Link>
      <p className="text-sm text-muted">The invitation is kept in this browser for an hour.</p>
    </AuthPage>
  ) : (
    <AuthPage
      title="This invitation doesn’t work"
      intro="It has been used, it is too old, or it was taken back. Ask for a new one."
    >
      <Link className="button" to="/sign-in">
        Sign in
      </Link>
    </AuthPage>
  );
}
