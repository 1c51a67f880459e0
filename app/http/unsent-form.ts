import { setTimeout } from "node:timers/promises";
import { createContext } from "react-router";
import { escapeHtml } from "#app/ui/escape-html.ts";
import { parseForm } from "./form-body.ts";

/*
 * A browser without a script sends a form and shows what comes back. When that is an error, what was written would be
 * gone with the page it was written in. So the answer has it again, as a form that sends the same once more.
 */

/** The `again` of the form that the request has sent. */
export const unsentContext = createContext<KeptForm["again"]>(async () => undefined);

/** Where people write. Forms with codes, backup codes and the like are sent elsewhere. */
const KEPT =
  /^\/(?:$|chat(?:\/[^/.]+(?:\/(?:share|instructions))?)?$|tasks$|history(?:\/change)?$|settings(?:\/instructions)?$)/;
/** Forms of pages have a few fields, those that choose tasks one for each. */
const MAX_FIELDS = 500;
/** Passwords aren't written into a page. */
const SECRET = /password|token|secret/i;
/** How long an answer waits for a form that is still being sent. */
const WAIT_MS = 5_000;

export interface KeptForm {
  /**
   * Markup that sends it again, for a page with this status; undefined when it can't be given back, and when it has been
   * given back by the page itself.
   */
  again(status: number): Promise<string | undefined>;
  /** Lets go of the body, when the request has been answered. */
  release(): void;
}

/** Keeps a copy of the form that a page has sent without a script, while its request is handled. */
export function keepForm(request: Request): KeptForm {
  const { pathname, search } = new URL(request.url);
  const type = request.headers.get("content-type") ?? "";
  if (!request.body || !isKept({ method: request.method, pathname, type })) {
    return { again: async () => undefined, release: () => undefined };
  }
  const copy = request.clone();
  return {
    async again(status) {
      if (copy.bodyUsed || (status < 500 && status !== 404)) return undefined;
      const late = setTimeout(WAIT_MS, undefined, { ref: false });
      const body = await Promise.race([copy.arrayBuffer(), late]).catch(() => undefined);
      const form = body && (await parseForm(Buffer.from(body), type));
      if (!form) return undefined;
      if (status === 404) return messageForm(form);
      return unsentForm(form, pathname + search, status === 503 ? NOT_TAKEN : PERHAPS_TAKEN);
    },
    release: () => void (copy.bodyUsed || copy.body?.cancel().catch(() => undefined)),
  };
}

/** Whether a request is a form that can be given back. A script still has what it sends. */
export const isKept = ({ method, pathname, type }: { method: string; pathname: string; type: string }) =>
  method === "POST" &&
  KEPT.test(pathname) &&
  /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type);

const NOT_TAKEN = "What you sent could not be taken. It isn’t lost: send it again in a moment.";
const PERHAPS_TAKEN =
  "Perhaps what you sent was not taken. It isn’t lost: look, and send it again if it isn’t there.";

/** A message to a conversation that is gone, as markup that begins a new one with it. */
function messageForm(form: FormData): string | undefined {
  const text = form.get("text");
  if (form.get("intent") !== "send" || typeof text !== "string" || text.trim() === "") return undefined;
  return unsentForm(form, "/chat", "What you wrote isn’t lost: send it to a new conversation.");
}

/**
 * A form as markup that sends the same again, with a message to be read and changed.
 *
 * @param action the path that it was sent to, with its query
 * @returns undefined for a form with a password, or one that no page has
 */
export function unsentForm(form: FormData, action: string, sentence = NOT_TAKEN): string | undefined {
  const fields = [...form];
  if (fields.length === 0 || fields.length > MAX_FIELDS) return undefined;
  if (fields.some(([name]) => SECRET.test(name))) return undefined;
  const files = fields.flatMap(([name, value]) =>
    typeof value === "string" || !value.name ? [] : [{ name, value }],
  );
  const inputs = fields.map(([name, value]) => (typeof value === "string" ? inputOf(name, value) : ""));
  return (
    `<form class="flex flex-col items-start gap-3" method="post" action="${escapeHtml(action)}"${files.length > 0 ? ' enctype="multipart/form-data"' : ""}>` +
    `<p>${sentence}</p>` +
    inputs.join("") +
    fileInput(files) +
    '<button class="button-primary">Send again</button></form>'
  );
}

function inputOf(name: string, value: string): string {
  if (name !== "text") return `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;
  // Markup leaves out a first line break.
  return `<label class="w-full text-sm font-medium">Your message<textarea class="field mt-1" name="text" rows="6">\n${escapeHtml(value)}</textarea></label>`;
}

function fileInput(files: { name: string; value: File }[]): string {
  const [first] = files;
  if (!first) return "";
  const names = files.map(({ value }) => value.name).join(", ");
  return `<label class="text-sm font-medium">Attach again: ${escapeHtml(names)}<input class="mt-1 block" type="file" name="${escapeHtml(first.name)}" multiple></label>`;
}
