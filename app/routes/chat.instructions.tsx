import { data, redirect } from "react-router";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { answeringHost } from "#app/chat/answered-by.ts";
import { env } from "#app/env.server.ts";
import { readForm } from "#app/http/form-body.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { ConversationInstructionsPage } from "#app/instructions/conversation-page.tsx";
import { InstructionsText } from "#app/instructions/settings-forms.server.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import { PageTitle } from "#app/ui/brand.tsx";
import { getDatabase } from "#db/client.ts";
import {
  getConversationInstructions,
  getUserInstructions,
  saveConversationInstructions,
} from "#db/queries/instructions.ts";
import type { Route } from "./+types/chat.instructions";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    const { threadId } = args.params;
    const [instructions, { about, style }] = await Promise.all([
      getConversationInstructions(db, { userId, conversationId: threadId }),
      getUserInstructions(db, userId),
    ]);
    if (!instructions) throw data(null, { status: 404 });
    const others = { general: about !== "" || style !== "", operator: env.instructions !== undefined };
    return { threadId, instructions, others, hasModel: answeringHost() !== null };
  });
}

/** `{text}`; an empty one takes the instructions away. */
export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const given = (await readForm(args.request)).get("text");
  const text = InstructionsText.safeParse(given);
  if (!text.success) {
    const error = text.error.issues[0]?.message ?? "Write a text.";
    return data({ text: typeof given === "string" ? given : "", error }, { status: 400 });
  }
  const { db } = await getDatabase();
  const { threadId } = args.params;
  const key = { userId, conversationId: threadId };
  const isSaved = await orOneMoment(saveConversationInstructions(db, { ...key, text: text.data }));
  if (!isSaved) throw data(null, { status: 404 });
  throw redirect(`/chat/${threadId}`, 303);
}

export default function ChatInstructions({ loaderData, actionData }: Route.ComponentProps) {
  const { title } = loaderData.instructions;
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-24 md:px-8">
      <PageTitle>{`Instructions for “${title ?? "Untitled"}”`}</PageTitle>
      <PageHeader title="Instructions" />
      <ConversationInstructionsPage {...loaderData} refused={actionData} />
    </main>
  );
}
