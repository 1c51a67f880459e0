import { Form, Link } from "react-router";
import type { ConversationInstructions } from "#db/queries/instructions.ts";
import { InstructionsField } from "./instructions-field.tsx";

interface ConversationInstructionsProps {
  threadId: string;
  instructions: ConversationInstructions;
  /** Whether the user has general ones, and whether the app's operator has. */
  others: { general: boolean; operator: boolean };
  hasModel: boolean;
  refused: { text: string; error: string } | undefined;
}

/** What the assistant is told in one conversation, and what else applies there. */
export function ConversationInstructionsPage({
  threadId,
  instructions: { text, folder },
  others,
  hasModel,
  refused,
}: ConversationInstructionsProps) {
  return (
    <div className="space-y-8">
      {!hasModel && (
        <p className="rounded-xl bg-hover px-4 py-2.5 text-sm">
          The built-in assistant answers here, which doesn’t read instructions. They count once the people who
          run this app connect a model.
        </p>
      )}
      <Form method="post" className="space-y-6">
        <InstructionsField
          label="In this conversation"
          name="text"
          hint="They count from the next message on, and win over all others of yours."
          value={refused?.text ?? text}
          error={refused?.error}
        />
        <p className="flex flex-wrap gap-3">
          <button className="button-primary">Save</button>
          <Link to={`/chat/${threadId}`} className="button">
            Back to the conversation
          </Link>
        </p>
      </Form>
      <section aria-labelledby="others-title" className="space-y-3 border-t border-line pt-6">
        <h2 id="others-title" className="text-lg font-semibold">
          What else applies
        </h2>
        <ul className="list-disc space-y-1 ps-6">
          {others.operator && <li>Instructions of those who run this app. They win over yours.</li>}
          <li>
            <Link to="/settings/instructions" className="text-accent underline underline-offset-2">
              Your general instructions
            </Link>
            {others.general ? "" : ": none yet"}
          </li>
          {folder && (
            <li>
              <Link to={`/history?folder=${folder.id}`} className="text-accent underline underline-offset-2">
                The folder “{folder.name}”
              </Link>
              {folder.text ? "" : ": none yet"}
            </li>
          )}
        </ul>
        {folder?.text && (
          <blockquote className="border-s-2 border-line ps-4 whitespace-pre-wrap">{folder.text}</blockquote>
        )}
      </section>
    </div>
  );
}
