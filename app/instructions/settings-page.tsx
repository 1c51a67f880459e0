import { Form } from "react-router";
import type { UserInstructions } from "#db/queries/instructions.ts";
import type { MemoryRow } from "#db/queries/memories.ts";
import { InstructionsField } from "./instructions-field.tsx";
import { MAX_FACT } from "./limits.ts";
import type { InstructionsProblem } from "./settings-forms.server.ts";

interface InstructionsSettings {
  instructions: UserInstructions;
  memories: MemoryRow[];
  /** Whether a model answers; the built-in assistant reads none of this. */
  hasModel: boolean;
  problem: InstructionsProblem | undefined;
}

/** The user's instructions and what the assistant remembers. All of it works without a script. */
export function InstructionsSettingsPage({
  instructions,
  memories,
  hasModel,
  problem,
}: InstructionsSettings) {
  const ofText = problem?.intent === "save" ? problem : undefined;
  return (
    <div className="space-y-12">
      {!hasModel && (
        <p className="rounded-xl bg-hover px-4 py-2.5 text-sm">
          The built-in assistant answers here, which doesn’t read instructions and remembers nothing. They
          count once the people who run this app connect a model.
        </p>
      )}
      <Form method="post" className="space-y-6" aria-label="Instructions">
        <InstructionsField
          label="About you"
          name="about"
          hint="What the assistant should know in every conversation: what you do, where you are, what you know already."
          value={ofText?.values.about ?? instructions.about}
          error={ofText?.errors.about}
        />
        <InstructionsField
          label="How it should answer"
          name="style"
          hint="Its tone, its length, its language, what to leave out. A folder or a conversation can say otherwise."
          value={ofText?.values.style ?? instructions.style}
          error={ofText?.errors.style}
        />
        <button name="intent" value="save" className="button-primary">
          Save
        </button>
      </Form>
      <Memory isOn={instructions.memory} memories={memories} problem={problem} />
    </div>
  );
}

interface MemoryProps {
  isOn: boolean;
  memories: MemoryRow[];
  problem: InstructionsProblem | undefined;
}

function Memory({ isOn, memories, problem }: MemoryProps) {
  return (
    <section aria-labelledby="memory-title" className="space-y-5 border-t border-line pt-8">
      <div className="space-y-1">
        <h2 id="memory-title" className="text-lg font-semibold">
          Memory
        </h2>
        <p className="text-sm text-muted">
          {isOn
            ? "The assistant keeps facts about you and reads them in every conversation, except temporary ones. It says so each time."
            : "While this is off, the assistant keeps no facts about you, and doesn’t read those that are below."}
        </p>
      </div>
      <Form method="post">
        <input type="hidden" name="on" value={isOn ? "no" : "yes"} />
        <button name="intent" value="memory" className="button">
          {isOn ? "Switch the memory off" : "Switch the memory on"}
        </button>
      </Form>
      {memories.length > 0 && (
        <>
          <ul className="divide-y divide-line rounded-xl border border-line">
            {memories.map((memory) => (
              <Fact
                key={memory.id}
                memory={memory}
                problem={problem?.id === memory.id ? problem : undefined}
              />
            ))}
          </ul>
          <Form method="post">
            <button name="intent" value="delete-facts" className="button text-danger">
              Forget all {memories.length > 1 ? `${memories.length} facts` : ""}
            </button>
          </Form>
        </>
      )}
      {memories.length === 0 && isOn && <p className="text-sm text-muted">It remembers nothing yet.</p>}
    </section>
  );
}

function Fact({ memory, problem }: { memory: MemoryRow; problem: InstructionsProblem | undefined }) {
  const error = problem?.errors.text;
  return (
    <li className="p-2">
      <Form method="post" className="flex flex-wrap items-center gap-2" aria-label="A fact">
        <input type="hidden" name="id" value={memory.id} />
        <input
          name="text"
          required
          maxLength={MAX_FACT}
          defaultValue={problem?.values.text ?? memory.text}
          aria-label="Fact"
          aria-invalid={error ? true : undefined}
          dir="auto"
          className="field min-w-48 flex-1"
        />
        <button name="intent" value="change-fact" className="button">
          Save
        </button>
        <button name="intent" value="delete-fact" formNoValidate className="button text-danger">
          Forget
        </button>
      </Form>
      {error && (
        <p role="alert" className="px-1 pt-1 text-sm text-danger">
          {error}
        </p>
      )}
    </li>
  );
}
