import { data, redirect } from "react-router";
import { keepWords } from "#app/auth/kept-words.ts";
import { allowsGuests, newGuest, type NewGuest } from "#app/auth/new-guest.ts";
import { getViewer, type ViewerArgs } from "#app/auth/viewer-middleware.ts";
import { chatAction, checkMessage, FORM_WAIT_MS } from "#app/chat/form-action.ts";
import { forPeople } from "#app/chat/refusals.ts";
import { isBlank } from "#app/chatkit/blank.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { languageOf } from "#app/http/language.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { asUnavailable } from "#app/http/unavailable.ts";

/**
 * The start screen's form: sends the first message as a new guest, or takes what is written along to the sign-in or
 * sign-up.
 *
 * @returns a redirect, or why it was refused, with what was written
 */
export async function firstMessage(args: ViewerArgs, form: FormData) {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const text = field("text");
  const prompt = field("prompt");
  try {
    const intent = field("intent");
    if (intent === "/sign-in" || intent === "/sign-up") return await leaveWith(args.request, intent, text);
    const message = prompt || text;
    // Before a guest is made for it.
    checkMessage(message);
    const viewer = await getViewer(args);
    if (!viewer && !allowsGuests()) return await leaveWith(args.request, "/sign-up", message);
    const guest = viewer
      ? { userId: viewer.userId, cookies: [] }
      : await guestFor(args.request, field("key"));
    const cookies = [...guest.cookies];
    // A prompt was pressed beside words of one's own.
    if (prompt && !isBlank(text)) cookies.push(await keepWords(args.request, text));
    return await send(args.request, guest, { message, text, cookies, field });
  } catch (thrown) {
    const error = thrown instanceof ChatKitError ? thrown : asUnavailable(thrown);
    if (!error) throw thrown;
    return refused({ error: forPeople(error), text }, error.status, []);
  }
}

interface Sending {
  message: string;
  text: string;
  cookies: string[];
  field: (name: string) => string;
}

async function send(request: Request, { userId }: NewGuest, { message, text, cookies, field }: Sending) {
  const chatForm = new FormData();
  for (const [name, value] of Object.entries({ intent: "send", text: message, key: field("key") })) {
    chatForm.set(name, value);
  }
  const sender = {
    userId,
    threadId: undefined,
    timeZone: timeZoneOf(request),
    language: languageOf(request),
    search: "",
    // With a script, the conversation's page follows the answer.
    waitMs: field("script") ? 0 : FORM_WAIT_MS,
  };
  const result = await chatAction(sender, chatForm);
  // The guest stays, for the next attempt.
  if (!(result instanceof Response)) {
    return refused({ error: result.data.error, text }, result.init?.status ?? 400, cookies);
  }
  for (const cookie of cookies) result.headers.append("set-cookie", cookie);
  return result;
}

async function guestFor(request: Request, key: string): Promise<NewGuest> {
  const guest = await newGuest(request, key);
  if (!(guest instanceof Response)) return guest;
  if (guest.status === 429) {
    throw new ChatKitError(
      "rate_limited",
      "Too many people have started here from your network. Wait a minute, then send it again.",
    );
  }
  throw new ChatKitError("unavailable", "That did not work. Please send it again.");
}

/** Leads to the sign-in or sign-up, with what was written kept for afterwards. */
async function leaveWith(request: Request, path: string, words: string): Promise<Response> {
  const headers = new Headers();
  if (!isBlank(words)) headers.append("set-cookie", await keepWords(request, words));
  return redirect(path, { status: 303, headers });
}

function refused(answer: { error: string; text: string }, status: number, cookies: string[]) {
  const headers = new Headers();
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return data(answer, { status, headers });
}
