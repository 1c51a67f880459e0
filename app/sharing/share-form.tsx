import { Form } from "react-router";
import { END_DATES } from "./end-dates.ts";

interface ShareFormProps {
  /** Null for a guest. */
  viewerName: string | null;
  hasFiles: boolean;
}

/** Shares a conversation: when the share ends, and whether it shows the sharer's name and the attached files. */
export function ShareForm({ viewerName, hasFiles }: ShareFormProps) {
  return (
    <Form method="post" className="space-y-5">
      <fieldset>
        <legend className="mb-2 font-medium">Ends</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {Object.entries(END_DATES).map(([value, { label }]) => (
            <label key={value} className="flex min-h-8 items-center gap-2">
              <input type="radio" name="ends" value={value} defaultChecked={value === "never"} />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      {viewerName !== null && (
        <label className="flex min-h-8 items-center gap-2">
          <input type="checkbox" name="name" />
          Show my name ({viewerName})
        </label>
      )}
      {hasFiles && (
        <label className="flex min-h-8 items-center gap-2">
          <input type="checkbox" name="files" />
          Share the files and pictures too
        </label>
      )}
      <button name="intent" value="create" className="button-primary">
        Create a public link
      </button>
    </Form>
  );
}
