import { Split } from "lucide-react";
import { Form } from "react-router";

/** Makes a new conversation of what is shown up to the item. A form, which works without a script. */
export function ContinueHere({ itemId }: { itemId: string }) {
  const label = "Continue from here in a new chat";
  return (
    <Form method="post" className="flex">
      <input type="hidden" name="intent" value="continue" />
      <button name="item" value={itemId} className="icon-button" aria-label={label} title={label}>
        <Split size={16} aria-hidden />
      </button>
    </Form>
  );
}
