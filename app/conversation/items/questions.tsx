import { useState, type FormEvent, type SubmitEvent } from "react";
import { formAnswers, freeField, optionField } from "#app/chatkit/form-answers.ts";
import type { StructuredInputItem } from "#app/chatkit/protocol/items.ts";
import type { StructuredInput, StructuredInputSubmission } from "#app/chatkit/protocol/structured-input.ts";

interface QuestionsProps {
  item: StructuredInputItem;
  /** Idempotency key of the form, so that a form posted twice is sent once. */
  sendKey: string;
  /** Undefined while the conversation is busy. */
  onSubmit: ((submission: StructuredInputSubmission) => void) | undefined;
}

/**
 * The assistant's questions: a form while they are pending, which works without a script, and the answers
 * afterwards.
 */
export function Questions({ item, sendKey, onSubmit }: QuestionsProps) {
  const [isEmpty, setEmpty] = useState(false);
  if (item.status !== "pending") return <Answers item={item} />;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent;
    const isSkip = submitter instanceof HTMLButtonElement && submitter.value === "skip";
    const answers = formAnswers(new FormData(event.currentTarget));
    if (!isSkip && Object.keys(answers.answers).length === 0) return setEmpty(true);
    onSubmit?.(isSkip ? { status: "skipped", answers: {} } : answers);
  };
  return (
    <form
      method="post"
      onSubmit={submit}
      onInput={keepSingleAnswer}
      aria-label="Questions"
      className="space-y-6 rounded-2xl border border-line p-5"
    >
      <input type="hidden" name="item" value={item.id} />
      <input type="hidden" name="key" value={`${sendKey}-${item.id}`} />
      {item.inputs.map((input, index) => (
        <Question key={input.id} input={input} number={item.inputs.length > 1 ? `${index + 1}. ` : ""} />
      ))}
      {isEmpty && (
        <p role="alert" className="text-sm text-danger">
          Choose an answer, or skip.
        </p>
      )}
      <div className="flex gap-2">
        <button className="button-primary" name="intent" value="answer" disabled={!onSubmit}>
          Answer
        </button>
        <button className="button" name="intent" value="skip" formNoValidate disabled={!onSubmit}>
          Skip
        </button>
      </div>
    </form>
  );
}

/**
 * For a question with a single answer, typing one unchecks the options, and checking an option clears the
 * text.
 */
function keepSingleAnswer({ target }: FormEvent<HTMLFormElement>): void {
  const question = target instanceof HTMLInputElement ? target.closest("fieldset") : null;
  if (!(target instanceof HTMLInputElement) || !question) return;
  for (const field of question.querySelectorAll("input")) {
    if (target.type === "radio" && field.type === "text") field.value = "";
    if (target.type === "text" && field.type === "radio") field.checked = false;
  }
}

function Question({ input, number }: { input: StructuredInput; number: string }) {
  const question = number + input.question;
  if (input.type === "freeform") {
    return (
      <label className="block space-y-2">
        <span className="block font-medium">{question}</span>
        {input.description && <span className="block text-sm text-muted">{input.description}</span>}
        <textarea
          name={freeField(input.id)}
          dir="auto"
          rows={2}
          className="field field-sizing-content max-h-60"
        />
      </label>
    );
  }
  return (
    <fieldset className="space-y-1">
      <legend className="mb-2 font-medium">{question}</legend>
      {input.options.map(({ value }) => (
        <label
          key={value}
          className="flex min-h-10 items-center gap-3 rounded-lg px-2 hover:bg-hover has-checked:bg-selected"
        >
          <input
            type={input.multiple ? "checkbox" : "radio"}
            name={optionField(input.id)}
            value={value}
            className="size-4.5 flex-none accent-accent-strong"
          />
          {value}
        </label>
      ))}
      <input
        name={freeField(input.id)}
        dir="auto"
        className="field mt-2"
        placeholder="Another answer"
        aria-label={`Another answer: ${input.question}`}
        autoComplete="off"
      />
    </fieldset>
  );
}

function Answers({ item }: { item: StructuredInputItem }) {
  return (
    <dl className="space-y-2 border-s-2 border-line ps-4 text-sm">
      {item.inputs.map(({ id, question, answer }) => (
        <div key={id}>
          <dt className="text-muted">{question}</dt>
          <dd>
            {answer && !answer.skipped && answer.values.length > 0 ? answer.values.join(", ") : "Skipped"}
          </dd>
        </div>
      ))}
    </dl>
  );
}
