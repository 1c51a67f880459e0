import { createHash } from "node:crypto";
import { data, redirect } from "react-router";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { getDatabase } from "#db/client.server.ts";
import { followRun } from "#app/runs/follow.ts";
import { stopRun, type RunHandle } from "#app/runs/runs.server.ts";
import { ask } from "./bridge.server.ts";
import { handleChatRequest } from "./chat-server.server.ts";

/** A message that is sent by form waits this long for its answer; then the page shows what there is. */
const WAIT_MS = 8_000;

/**
 * What the chat page's forms do without a script: send, stop, rename, delete. Each ends in a redirect, so
 * that a reload repeats nothing.
 */
export async function chatAction(
  userId: string,
  threadId: string | undefined,
  form: FormData,
  timeZone: string,
) {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  try {
    switch (form.get("intent")) {
      case "send":
        return redirect(
          `/chat/${await sendAndWait({ userId, threadId, text: field("text"), key: field("key"), timeZone })}`,
          303,
        );
      case "stop":
        await stopRun({ userId, id: field("run") });
        break;
      case "rename":
        await ask(userId, { type: "threads.update", params: { thread_id: threadId, title: field("title") } });
        break;
      case "delete":
        await ask(userId, { type: "threads.delete", params: { thread_id: threadId } });
        return redirect("/chat", 303);
      default:
        throw new ChatKitError("invalid_request", "This form has no such action.");
    }
    return redirect(threadId ? `/chat/${threadId}` : "/chat", 303);
  } catch (error) {
    if (!(error instanceof ChatKitError)) throw error;
    if (error.code === "not_found") throw data(null, { status: 404 });
    return data({ error: error.message }, { status: error.status });
  }
}

interface FormMessage {
  userId: string;
  threadId: string | undefined;
  text: string;
  key: string;
  timeZone: string;
}

/** @returns the conversation's id */
async function sendAndWait({ userId, threadId, text, key, timeZone }: FormMessage): Promise<string> {
  const input = { content: [{ type: "input_text", text }], attachments: [], inference_options: {} };
  const answer = await handleChatRequest({
    userId,
    body: threadId
      ? { type: "threads.add_user_message", params: { thread_id: threadId, input } }
      : { type: "threads.create", params: { input } },
    idempotencyKey: key ? sendKey(key, text) : null,
    timeZone,
  });
  if (answer.kind === "json") throw new Error("a message was not answered by a run");
  const id = await waitForEnd(answer.run, AbortSignal.timeout(WAIT_MS), threadId);
  if (!id) throw new ChatKitError("conflict", "Your message could not be stored. Please send it again.");
  return id;
}

/**
 * A form names one send, but a page that somebody has gone back to has an old name, and another message in
 * it is another send.
 */
function sendKey(formKey: string, text: string): string {
  return createHash("sha256").update(`${formKey}\n${text}`).digest("hex");
}

async function waitForEnd(
  run: RunHandle,
  signal: AbortSignal,
  threadId: string | undefined,
): Promise<string | undefined> {
  const { db } = await getDatabase();
  let id = threadId;
  for await (const { event } of followRun(db, { id: run.id, userId: run.userId, after: 0, signal })) {
    if (event.type === "thread.created") id = event.thread.id;
  }
  return id;
}
