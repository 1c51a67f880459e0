import { createTransport, type Transporter } from "nodemailer";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { layOut, type Letter } from "./letter.ts";

/** Whether a mail server is configured. */
export const hasMail = env.SMTP_URL !== undefined;

/** Time-outs in milliseconds. nodemailer's own are minutes. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
const ATTEMPTS = 3;
const RETRY_MS = 5_000;

let transporter: Transporter | undefined;

/**
 * Hands a letter to the mail server in the background: an answer that waited for it would tell by its time whether
 * there is an account with the address. A failure is tried again twice, then logged without the address.
 */
export function post(to: string, letter: Letter): void {
  if (!hasMail) return;
  void deliver(to, letter, 1);
}

async function deliver(to: string, letter: Letter, attempt: number): Promise<void> {
  try {
    await sendNow(to, letter);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    if (attempt < ATTEMPTS) {
      setTimeout(() => void deliver(to, letter, attempt + 1), RETRY_MS * attempt).unref();
      return;
    }
    log.error({ code, subject: letter.subject }, "a mail could not be sent; check SMTP_URL");
  }
}

/** @throws when the mail server refuses the letter or can't be reached */
async function sendNow(to: string, letter: Letter): Promise<void> {
  transporter ??= createTransport({ url: env.SMTP_URL, ...PATIENCE });
  await transporter.sendMail({
    from: env.MAIL_FROM ?? { name: env.brand.name, address: `no-reply@${new URL(env.appOrigin).hostname}` },
    // As an object, because a string would be parsed as a list.
    to: { name: "", address: to },
    subject: letter.subject,
    ...layOut(letter, env.brand.name),
    // Answering machines leave such mail alone (RFC 3834).
    headers: { "auto-submitted": "auto-generated" },
  });
}

/**
 * Connects to the mail server and signs in, for the operator's check.
 *
 * @throws when that fails
 */
export async function checkMail(): Promise<void> {
  transporter ??= createTransport({ url: env.SMTP_URL, ...PATIENCE });
  await transporter.verify();
}
