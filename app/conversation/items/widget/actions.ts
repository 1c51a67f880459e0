import { createContext, use, useEffect, useId, useRef } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import type { ActionConfig } from "#app/chatkit/protocol/widget-types.ts";
import { valuesAround } from "./form-values.ts";

export type Values = [name: string, value: unknown][];

/** What looks busy until an action is answered. */
export type Loading = "none" | "self" | "container";

/** An action under way: which control it came from. */
export interface Pending {
  control: string;
  loading: Loading;
}

export interface WidgetActions {
  /** Nothing can be done: something is being answered. */
  isBusy: boolean;
  pending: Pending | null;
  /** The widget's id, and the names of fields that have a `Label` in it. */
  id: string;
  labelled: ReadonlySet<string>;
  run(action: ActionConfig, values: Values, pending: Pending): void;
}

export const WidgetActionsContext = createContext<WidgetActions>({
  isBusy: true,
  pending: null,
  id: "",
  labelled: new Set(),
  run: () => undefined,
});

export interface Control {
  /** Nothing can be done with it: no script yet, or something is being answered. */
  disabled: boolean;
  /** Its own action is under way. It keeps the focus, so it isn't `disabled` then. */
  isActing: boolean;
  /** It has to show that. */
  showsActing: boolean;
  /**
   * Does its action, with the values of the form that it is in and its own.
   *
   * @param auto what looks busy where the action doesn't say
   */
  run(action: ActionConfig | undefined, element: Element, options: { auto: Loading; own?: Values }): void;
}

/** One control of a widget. */
export function useControl(isOff = false): Control {
  const { isBusy, pending, run } = use(WidgetActionsContext);
  const isHydrated = useHydrated();
  const control = useId();
  const isActing = isBusy && pending?.control === control;
  return {
    disabled: isOff || !isHydrated || (isBusy && !isActing),
    isActing,
    showsActing: isActing && pending?.loading !== "none",
    run(action, element, { auto, own = [] }) {
      if (!action || isBusy) return;
      const { loadingBehavior } = action;
      const loading = loadingBehavior === undefined || loadingBehavior === "auto" ? auto : loadingBehavior;
      run(action, [...valuesAround(element), ...own], { control, loading });
    },
  };
}

/** How a field is known to its label, and what names it when it has none. */
export function useField(name: string, fallback: string | undefined) {
  const { id, labelled } = use(WidgetActionsContext);
  const fieldId = fieldIdOf(id, name);
  const hasLabel = labelled.has(name);
  return { id: fieldId, hasLabel, "aria-label": hasLabel ? undefined : fallback || wordsOf(name) };
}

export const fieldIdOf = (widget: string, name: string): string =>
  `${widget}-${name.replaceAll(/[^\w-]/g, "-")}`;

/** `task.due_date`: "due date". */
const wordsOf = (name: string) => (name.split(".").at(-1) ?? name).replaceAll(/[_-]+/g, " ");

/** Calls `apply` when a widget that has changed gives a field another value than the one it began with. */
export function useNewDefault(value: unknown, apply: () => void): void {
  const known = useRef(value);
  useEffect(() => {
    if (known.current === value) return;
    known.current = value;
    apply();
  });
}
