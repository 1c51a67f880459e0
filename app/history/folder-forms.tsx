import { Form, useLocation } from "react-router";
import { InstructionsField } from "#app/instructions/instructions-field.tsx";
import { CHANGE_PATH } from "#app/shell/change-path.ts";
import type { HistoryData } from "./load-history.server.ts";

const COLORS = ["gray", "red", "orange", "yellow", "green", "blue", "purple"] as const;

/** The name and colour of a folder in a form. */
function FolderFields({ name, color }: { name?: string; color?: string }) {
  return (
    <>
      <label className="min-w-0 flex-1 space-y-1 text-sm">
        <span className="text-muted">Name</span>
        <input name="name" required maxLength={60} defaultValue={name} autoComplete="off" className="field" />
      </label>
      <label className="space-y-1 text-sm">
        <span className="block text-muted">Colour</span>
        <select name="color" defaultValue={color ?? "gray"} className="field w-auto">
          {COLORS.map((each) => (
            <option key={each} value={each}>
              {each[0]?.toUpperCase() + each.slice(1)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

interface FolderFormsProps {
  folder: HistoryData["folders"][number];
  instructions: string;
}

/** A folder's name, colour and instructions, and its deletion, which keeps the conversations. */
export function FolderForms({ folder, instructions }: FolderFormsProps) {
  const { pathname, search } = useLocation();
  return (
    <details className="mb-6 rounded-xl border border-line px-3 py-2">
      <summary className="cursor-pointer text-sm">Edit this folder</summary>
      <Form method="post" action={CHANGE_PATH} className="mt-3 flex flex-wrap items-end gap-2">
        <input type="hidden" name="folder" value={folder.id} />
        <input type="hidden" name="next" value={pathname + search} />
        <input type="hidden" name="leave" value="1" />
        <FolderFields name={folder.name} color={folder.color} />
        <div className="w-full">
          <InstructionsField
            label="Instructions"
            name="instructions"
            hint="What the assistant is told in the conversations of this folder."
            value={instructions}
          />
        </div>
        <button name="intent" value="edit-folder" className="button min-h-10">
          Save
        </button>
      </Form>
      <Form method="post" action={CHANGE_PATH} className="mt-2">
        <input type="hidden" name="folder" value={folder.id} />
        <input type="hidden" name="next" value="/history" />
        <input type="hidden" name="leave" value="1" />
        <button name="intent" value="delete-folder" className="button text-danger">
          Delete the folder, not its conversations
        </button>
      </Form>
    </details>
  );
}

/** Creates a folder. */
export function NewFolder() {
  const { pathname, search } = useLocation();
  return (
    <details className="mt-2">
      <summary className="cursor-pointer px-2 py-1 text-sm text-muted">New folder…</summary>
      <Form method="post" action={CHANGE_PATH} className="mt-2 flex flex-wrap items-end gap-2">
        <input type="hidden" name="next" value={pathname + search} />
        <input type="hidden" name="leave" value="1" />
        <FolderFields />
        <button name="intent" value="create-folder" className="button min-h-10">
          Create
        </button>
      </Form>
    </details>
  );
}
