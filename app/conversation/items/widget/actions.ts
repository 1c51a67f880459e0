import { createContext, use } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import type { ActionConfig } from "#app/chatkit/protocol/widget-style.ts";

export const WidgetActions = createContext<((action: Action) => void) | undefined>(undefined);

export interface ActionRunner {
  /** Nothing can be done: no script yet, or something is being answered. */
  disabled: boolean;
  /** Sends an action, with what its control or form adds to the payload. */
  run(action: ActionConfig | undefined, values?: Record<string, unknown>): void;
}

/** What a control calls when it is used. */
export function useWidgetActions(): ActionRunner {
  const send = use(WidgetActions);
  const isHydrated = useHydrated();
  return {
    disabled: !isHydrated || send === undefined,
    run(action, values) {
      if (action) send?.({ type: action.type, payload: { ...action.payload, ...values } });
    },
  };
}
