import { env } from "#app/env.server.ts";
import { hasMail } from "#app/auth/mail/send.ts";

/** A section of the privacy page: what is stored, or where something goes. */
export interface PrivacySection {
  title: string;
  lines: string[];
}

const hostOf = (url: string) => new URL(url).host;

/** The host of the model, or null when this server answers by itself. */
function modelHost(): string | null {
  const isBuiltIn = env.ASSISTANT === "builtin" || (env.ASSISTANT === "auto" && !env.OPENAI_API_KEY);
  return isBuiltIn ? null : env.OPENAI_BASE_URL ? hostOf(env.OPENAI_BASE_URL) : "api.openai.com";
}

/** What the privacy page says. It is made of the configuration, so that it stays true when that changes. */
export function privacySections(): PrivacySection[] {
  return [
    {
      title: "What is stored here",
      lines: [
        `Your conversations, tasks, folders and shared links, in ${databasePlace()}; what you attach, in ${filePlace()}. Nobody is shown what is yours but you, unless you share a link to it. The people who run this server can read its database and files.`,
        env.GUESTS
          ? `A guest has no name and no address. Guests who don’t come back for ${days(env.GUEST_DAYS)} are deleted with all they have.`
          : "",
        "Of an account: your name, your email address, and your password as a hash that can’t be read back. Passkeys and codes are stored as keys.",
        "Of answers: how many, and what they have cost, by day. The limits are counted with that.",
        "Of each sign-in: when, from which network address, and with which browser. You see them in your settings.",
      ],
    },
    {
      title: "For how long",
      lines: [
        "Conversations and tasks, until you delete them. What you delete can be restored for 30 days, then it is gone. A temporary chat is gone after a day, and so is a file that you attach and don’t send.",
        "The events from which a running answer is resumed, and the report of an import: a day. Sign-ins: 30 days without use. The list of what happened to your account: 180 days.",
        "When you delete your account, all of it is deleted at once; attached files follow within minutes.",
      ],
    },
    { title: "Who answers", lines: assistantLines() },
    { title: "What else leaves this server", lines: elsewhereLines() },
    {
      title: "Cookies",
      lines: [
        "One that says who you are, and some for your preferences, your time zone and what an Undo would take back. None is for advertising, and nothing counts your visits.",
      ],
    },
    {
      title: "Your rights",
      lines: [
        "In your settings you can download everything that is stored about you, correct it, and delete it. You need nobody’s help for that.",
      ],
    },
  ].map(({ title, lines }) => ({ title, lines: lines.filter((line) => line !== "") }));
}

const days = (count: number) => (count === 1 ? "a day" : `${count} days`);

function databasePlace(): string {
  switch (env.DATABASE_DRIVER) {
    case "pglite":
      return "a database on this server";
    case "neon":
      return `a PostgreSQL database at ${env.DATABASE_URL ? hostOf(env.DATABASE_URL) : "Neon"}`;
    case "pg":
      return "a PostgreSQL database of the people who run this server";
  }
}

function filePlace(): string {
  if (!env.S3_BUCKET) return "a folder on this server";
  return `a storage at ${env.S3_ENDPOINT ? hostOf(env.S3_ENDPOINT) : "Amazon"}`;
}

function assistantLines(): string[] {
  const host = modelHost();
  if (host === null) {
    return ["This server does, with rules of its own. What you write goes to nobody else."];
  }
  return [
    `A model at ${host}. It is sent your message and what you attach to it, the conversation before it, your name, your instructions and what the assistant remembers of you${env.TASKS ? ", and what its tools read of your tasks" : ""}; not your address.`,
    env.OPENAI_MODERATION_MODEL
      ? "Your messages and its answers are checked there for harmful content, too."
      : "",
    env.OPENAI_TOOLS.includes("web_search") ? "It may search the web with words of its own." : "",
    env.OPENAI_TOOLS.includes("image_generation") ? "It may make images there, which are stored here." : "",
    env.OPENAI_TRANSCRIBE_MODEL
      ? "What you dictate is turned into text there; no recording is kept here."
      : "",
    host === "api.openai.com"
      ? "What OpenAI does with it is in its own terms: https://openai.com/policies/api-data-usage-policies"
      : "",
  ];
}

function elsewhereLines(): string[] {
  const cdn = hostOf(env.CHATKIT_SCRIPT_URL);
  return [
    `Your browser loads the chat window from ${cdn}, which learns your network address. The window shows your conversations in a frame of that site, and gets them from this server. Choose “Without it” in your settings, and nothing is loaded from there; all works without it.`,
    hasMail && env.SMTP_URL
      ? `Mail to you (links to confirm an address, or for a new password) is sent by ${hostOf(env.SMTP_URL)}.`
      : "",
    env.GITHUB_CLIENT_ID || env.GOOGLE_CLIENT_ID
      ? "If you sign in with another site, it learns that you do, and tells us your name and your address."
      : "",
    env.tracesUrl
      ? `How long requests and their parts take is sent to ${hostOf(env.tracesUrl)}, with the kind of request, the model and its tokens: nothing of what you write, and not who you are.`
      : "",
    env.CSP_REPORT_URL ? `Your browser reports blocked contents to ${hostOf(env.CSP_REPORT_URL)}.` : "",
  ];
}
