import { renderSVG } from "uqr";
import { z } from "zod";
import { callAuth, errorCode } from "#app/auth/auth-handler.ts";
import type { TwoFactorState } from "./two-factor-page.tsx";

const Enabled = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
const Codes = z.object({ backupCodes: z.array(z.string()) });

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** What a step leaves to show, with better-auth's response, whose cookies the page's answer needs. */
export interface Step {
  state: TwoFactorState;
  status: number;
  from: Response | undefined;
}

/** The steps of the page, by `intent`: start, verify, off, codes. */
export async function twoFactorStep(request: Request, form: FormData): Promise<Step> {
  const password = text(form, "password");
  switch (form.get("intent")) {
    case "start": {
      const response = await callAuth(request, "/two-factor/enable", { body: { password } });
      if (!response.ok) return refusal({ kind: "off" }, response);
      const { totpURI, backupCodes } = Enabled.parse(await response.clone().json());
      return { state: setUp(totpURI, backupCodes), status: 200, from: response };
    }
    case "verify": {
      const code = text(form, "code").replaceAll(/\s/g, "");
      const response = await callAuth(request, "/two-factor/verify-totp", { body: { code } });
      if (response.ok) return { state: { kind: "done" }, status: 303, from: response };
      // The form brings along what it shows: the secret is readable in the database only for better-auth.
      return refusal(setUp(text(form, "uri"), text(form, "codes").split(" ")), response);
    }
    case "off": {
      const response = await callAuth(request, "/two-factor/disable", { body: { password } });
      if (!response.ok) return refusal({ kind: "on" }, response);
      return { state: { kind: "off" }, status: 303, from: response };
    }
    default: {
      const response = await callAuth(request, "/two-factor/generate-backup-codes", { body: { password } });
      if (!response.ok) return refusal({ kind: "on" }, response);
      const { backupCodes } = Codes.parse(await response.clone().json());
      return { state: { kind: "codes", codes: backupCodes }, status: 200, from: response };
    }
  }
}

function setUp(uri: string, codes: string[]): TwoFactorState {
  const isUri = uri.startsWith("otpauth://totp/") && uri.length < 1000;
  const secret = (isUri && URL.parse(uri)?.searchParams.get("secret")) || "";
  return { kind: "set-up", uri, secret, qr: isUri ? renderSVG(uri, { border: 2 }) : "", codes };
}

async function refusal(state: TwoFactorState, response: Response): Promise<Step> {
  if (response.status === 429) {
    return {
      state: { ...state, problem: "Too many attempts. Wait a minute, then try again." },
      status: 429,
      from: undefined,
    };
  }
  const code = await errorCode(response);
  const problem =
    code === "INVALID_PASSWORD"
      ? "The password is not right."
      : code === "INVALID_CODE"
        ? "The code is not right. Codes change every 30 seconds."
        : "That did not work. Please try again.";
  return { state: { ...state, problem }, status: 400, from: undefined };
}
