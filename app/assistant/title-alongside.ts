import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import { saveTitleFromRun } from "#db/queries/conversations.ts";
import type { Completion } from "./agent/model/complete.ts";
import { type AssistantDeps, type ChatContext, currentUser } from "./context.ts";
import { isAutomatic } from "./new-title.ts";

/** How long a finished answer waits for its conversation's title, in milliseconds. A later one is only stored. */
const PATIENCE = 1_500;

interface TitledAnswer {
  answer: AsyncIterable<ThreadStreamEvent>;
  thread: ThreadMetadata;
  context: ChatContext;
  /** Asks the model. Never throws. */
  write(): Promise<Completion | undefined>;
}

/**
 * Has a title written while an answer streams. It is asked for when the answer begins, so that the answer doesn't wait
 * for it, and a model that fails isn't asked twice.
 */
export async function* titleAlongside(
  deps: AssistantDeps,
  { answer, thread, context, write }: TitledAnswer,
): AsyncGenerator<ThreadStreamEvent> {
  let writing: Promise<Completion | undefined> | undefined;
  for await (const event of answer) {
    writing ??= isOfAnswer(event) ? write() : undefined;
    yield event;
  }
  if (!writing) return;
  const written = await Promise.race([
    writing,
    new Promise<"late">((done) => setTimeout(done, PATIENCE, "late")),
  ]);
  if (written === "late") {
    void writing
      .then((late) => late && storeLater(deps, thread.id, context, late.text))
      .catch(() => undefined);
    return;
  }
  if (!written) return;
  if (context.usage) {
    context.usage.inputTokens += written.inputTokens;
    context.usage.outputTokens += written.outputTokens;
  }
  // The protocol server stores and sends it after the last event.
  if (await isAutomatic(deps, thread.id, context)) thread.title = written.text;
}

const isOfAnswer = ({ type }: ThreadStreamEvent) =>
  type === "thread.item.added" || type === "thread.item.done" || type === "progress_update";

async function storeLater(
  { db }: AssistantDeps,
  id: string,
  context: ChatContext,
  title: string,
): Promise<void> {
  await saveTitleFromRun(db, { userId: await currentUser(db, context), id, title });
}
