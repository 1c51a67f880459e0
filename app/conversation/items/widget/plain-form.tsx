import { createContext, use, type ReactNode } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import type { ActionConfig } from "#app/chatkit/protocol/widget-types.ts";
import { pathOfAction } from "../../chatkit/places.ts";
import { WidgetActionsContext } from "./actions.ts";

/** The form around a control in the widget, with its own action. */
interface OuterForm {
  action: ActionConfig | undefined;
}
export const OuterFormContext = createContext<OuterForm | null>(null);

const formIdOf = (item: string): string => `form-${item}`;

/** What a form without a script sends along with the reference of an action. */
export function PlainFields() {
  const { id: item, sendKey } = use(WidgetActionsContext);
  return (
    <>
      <input type="hidden" name="intent" value="widget" />
      <input type="hidden" name="item" value={item} />
      <input type="hidden" name="key" value={`${sendKey}-${item}`} />
    </>
  );
}

/** The form of the controls that are in no form of the widget. They name it by its id. */
export function PlainForm() {
  const { id } = use(WidgetActionsContext);
  return (
    <form id={formIdOf(id)} method="post" hidden>
      <PlainFields />
    </form>
  );
}

/**
 * The attributes of a button that sends an action without a script. With one, the button has a handler instead, and
 * must not be the one that Enter presses in its form.
 */
export function usePlainButton(action: ActionConfig | undefined) {
  const { id, refs } = use(WidgetActionsContext);
  const outer = use(OuterFormContext);
  const isHydrated = useHydrated();
  const ref = action && refs.get(action);
  if (isHydrated || ref === undefined || placeOf(action)) return { type: "button" as const };
  return {
    type: "submit" as const,
    name: "action",
    value: ref,
    form: outer ? undefined : formIdOf(id),
    formNoValidate: outer !== null && outer.action !== action,
  };
}

/** Ties a field outside of all forms to the widget's own form. */
export function useFieldForm(): { form: string | undefined } {
  const { id } = use(WidgetActionsContext);
  return { form: use(OuterFormContext) ? undefined : formIdOf(id) };
}

/** A button for a control whose change is an action, which a browser without a script doesn't notice. */
export function ChangeButton({
  action,
  label,
  name,
}: {
  action: ActionConfig | undefined;
  label: string;
  /** What it is for, as an accessible name. */
  name: string;
}) {
  const { isBusy } = use(WidgetActionsContext);
  const attributes = usePlainButton(action);
  if (!action || isBusy || attributes.type === "button") return null;
  return (
    <noscript>
      <button {...attributes} aria-label={name} className="button relative z-1 min-h-8">
        {label}
      </button>
    </noscript>
  );
}

/** The page that a client-side action opens. */
export const placeOf = (action: ActionConfig | undefined): string | undefined =>
  action?.handler === "client" ? pathOfAction(action) : undefined;

/** A link to the page that a client-side action opens, for browsers without a script. */
export function ClientLink({ action, children }: { action: ActionConfig | undefined; children: ReactNode }) {
  const path = placeOf(action);
  if (!path) return null;
  return (
    <noscript>
      <a href={path} className="button relative z-1">
        {children}
      </a>
    </noscript>
  );
}
