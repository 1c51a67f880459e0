import { useId } from "react";

interface RenameFieldsProps {
  title: string | null;
  /** Why the title was refused. */
  problem: string | undefined;
}

/** The title of a conversation in a form, with its button and the reason for a refusal. */
export function RenameFields({ title, problem }: RenameFieldsProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="block font-medium">
        Title
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          key={title}
          name="title"
          className="field"
          defaultValue={title ?? ""}
          maxLength={300}
          autoComplete="off"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
        />
        <button className="button" name="intent" value="rename">
          Rename
        </button>
      </div>
      {problem && (
        <p id={`${id}-problem`} role="alert" className="text-danger">
          {problem}
        </p>
      )}
    </>
  );
}
