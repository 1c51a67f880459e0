import { GitBranch } from "lucide-react";
import { Form } from "react-router";

/** Says that the item of the address is in a version that isn't shown, with a button that shows it. */
export function ElsewhereNotice({ itemId }: { itemId: string }) {
  return (
    <div role="status" className="mx-auto mb-2 w-full max-w-[794px] px-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-2xl border border-line bg-raised px-4 py-2.5 text-sm">
        <GitBranch size={18} className="flex-none text-muted" aria-hidden />
        <p className="min-w-0 flex-1 basis-56">This message is in another version of the conversation.</p>
        <Form method="post" replace>
          <input type="hidden" name="intent" value="version" />
          <button className="button" name="item" value={itemId}>
            Show that version
          </button>
        </Form>
      </div>
    </div>
  );
}
