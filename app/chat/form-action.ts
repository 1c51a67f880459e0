import { createHash } from "node:crypto";
import { data, redirect } from "react-router";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { parseRequest } from "#app/chatkit/parse-request.ts";
import { validTimeZone } from "#app/http/time-zone.ts";
import { asUnavailable } from "#app/http/unavailable.ts";
import { getDatabase } from "#db/client.ts";
import { followRun } from "#app/runs/follow.ts";
import { type RunHandle } from "#app/runs/runs.ts";
import { stopRun } from "#app/runs/stop.ts";
import { keptFormFiles, storeFormFiles } from "#app/files/form-files.ts";
import { handleChatRequest, store } from "./handle-request.ts";
import { checkedAnswers } from "./checked-answers.ts";
import { forPeople } from "./refusals.ts";
import { continueFrom, showVersion } from "./version-forms.ts";
import { postedAction } from "./widget-form.ts";

/** How long a form submission waits for the answer before it redirects to the page with what there is. */
export const FORM_WAIT_MS = 8_000;

interface Sender {
  userId: string;
  threadId: string | undefined;
  /** The app's, as the browser reaches it. */
  origin?: string;
  timeZone: string;
  language: string;
  /** The query of the page with the form, which names a part of the conversation, or makes a new one temporary. */
  search: string;
  /** How long to wait for the answer's end; 0 for no longer than until the message is stored. */
  waitMs?: number;
}

/**
 * The action of the chat page, for its forms: send, answer questions, use a widget, stop, show another version of
 * the conversation, continue in a new one. The first four need it only without a script.
 * Each responds with a redirect, so that a reload doesn't repeat it.
 */
export async function chatAction(sender: Sender, form: FormData) {
  const { userId, threadId, origin = "" } = sender;
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const context = { userId, timeZone: validTimeZone(sender.timeZone) };
  const loadItem = (itemId: string) => store.loadItem(threadId ?? "", itemId, context);
  let attached: Attachment[] = [];
  try {
    switch (form.get("intent")) {
      case "send": {
        const text = field("text");
        const { model, tool } = { model: field("model"), tool: field("tool") };
        // Those of an earlier try, which was refused for something else.
        const ids = form.getAll("attachment").filter((id) => typeof id === "string");
        attached = await keptFormFiles({ userId, origin }, ids);
        if (attached.length < ids.length) throw new ChatKitError("invalid_request", GONE);
        // The same form sent twice is one send, though its files are stored twice.
        const said = [text, ...ids];
        for (const { attachment, size } of await storeFormFiles({ userId, origin }, form)) {
          attached.push(attachment);
          said.push(`${attachment.name} ${size}`);
        }
        const input = messageInput(text, { model, tool, attachments: attached.map(({ id }) => id) });
        const body = threadId
          ? { type: "threads.add_user_message", params: { thread_id: threadId, input } }
          : { type: "threads.create", params: { input } };
        return redirect(
          `/chat/${await askAndWait(sender, body, sendKey(field("key"), said.join("\n")))}`,
          303,
        );
      }
      case "answer":
      case "skip": {
        const item_id = field("item");
        const input =
          form.get("intent") === "skip"
            ? { status: "skipped" }
            : checkedAnswers(await loadItem(item_id), form);
        const params = { thread_id: threadId, item_id, input };
        const key = sendKey(field("key"), field("item"));
        await askAndWait(sender, { type: "threads.add_structured_input", params }, key);
        break;
      }
      case "widget": {
        const item_id = field("item");
        const { action, streaming, ref } = postedAction(await loadItem(item_id), form);
        const params = { thread_id: threadId, item_id, action };
        if (streaming) {
          const key = sendKey(field("key"), ref);
          await askAndWait(sender, { type: "threads.custom_action", params }, key);
        } else {
          const body = { type: "threads.sync_custom_action", params };
          await handleChatRequest({ ...sender, body });
        }
        return redirect(`/chat/${threadId ?? ""}${sender.search}#${item_id}`, 303);
      }
      case "version":
      case "continue": {
        const place = { userId, threadId: threadId ?? "", itemId: field("item"), search: sender.search };
        return redirect(
          await (form.get("intent") === "version" ? showVersion(place) : continueFrom(place)),
          303,
        );
      }
      case "stop":
        await stopRun({ userId, id: field("run") });
        break;
      default:
        throw new ChatKitError("invalid_request", "This form has no such action.");
    }
    return redirect(threadId ? `/chat/${threadId}` : "/chat", 303);
  } catch (thrown) {
    const error = thrown instanceof ChatKitError ? thrown : asUnavailable(thrown);
    if (!error) throw thrown;
    if (error.code === "not_found") throw data(null, { status: 404 });
    // The page shows the text again, with the files that are stored: a refused message must not be lost.
    const attachments = attached.filter(({ thread_id }) => thread_id === undefined);
    const kept = { intent: field("intent"), text: field("text"), attachments };
    return data({ error: forPeople(error), ...kept }, { status: error.status });
  }
}

const GONE = "A file is not there any more. Attach it again, then send.";

function messageInput(
  text: string,
  { model = "", tool = "", attachments = [] }: { model?: string; tool?: string; attachments?: string[] } = {},
) {
  const inference_options = {
    ...(model ? { model } : {}),
    ...(tool ? { tool_choice: { id: tool } } : {}),
  };
  return { content: [{ type: "input_text", text }], attachments, inference_options };
}

/**
 * Checks the text of a new conversation's first message, before anything is written.
 *
 * @throws {ChatKitError} `invalid_request` when it is blank or too long
 */
export function checkMessage(text: string): void {
  parseRequest({ type: "threads.create", params: { input: messageInput(text) } });
}

/**
 * Starts a turn and waits for its answer, at most the sender's `waitMs`.
 *
 * @returns the conversation's id
 */
async function askAndWait(
  { userId, threadId, timeZone, language, search, waitMs = FORM_WAIT_MS }: Sender,
  body: { type: string; params: object },
  idempotencyKey: string | null,
): Promise<string> {
  const answer = await handleChatRequest({
    userId,
    body,
    idempotencyKey,
    timeZone,
    language,
    temporary: new URLSearchParams(search).get("temporary") === "1",
  });
  if (answer.kind === "json") throw new Error("a message was not answered by a run");
  const id = await waitForEnd(answer.run, { threadId, waitMs });
  if (!id) throw new ChatKitError("conflict", "Your message could not be stored. Please send it again.");
  return id;
}

/**
 * The idempotency key of a form submission. The key in the form alone isn't enough: after the browser's Back
 * button the form still has its old key, and another text sent with it is another send.
 */
function sendKey(formKey: string, text: string): string | null {
  if (formKey === "") return null;
  return createHash("sha256").update(`${formKey}\n${text}`).digest("hex");
}

async function waitForEnd(
  run: RunHandle,
  { threadId, waitMs }: { threadId: string | undefined; waitMs: number },
): Promise<string | undefined> {
  const { db } = await getDatabase();
  let id = threadId;
  // The conversation's id comes first, so a sender that doesn't wait gets it at once.
  const signal = AbortSignal.timeout(waitMs || FORM_WAIT_MS);
  for await (const { event } of followRun(db, { id: run.id, userId: run.userId, after: 0, signal })) {
    if (event.type === "thread.created") id = event.thread.id;
    if (id && waitMs === 0) break;
  }
  return id;
}
