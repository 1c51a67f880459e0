import { createContext, use, useEffect, useId, useRef } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import type { ActionConfig } from "#app/chatkit/protocol/widget-types.ts";
import { valuesAround } from "./form-values.ts";

export type Values = [name: string, value: unknown][];

/**
 * The part that shows a loading state until an action is answered: nothing, the control, or the whole widget.
 */
export type Loading = "none" | "self" | "container";

/** A running action, with the id of the control that started it. */
export interface Pending {
  control: string;
  loading: Loading;
}

export interface WidgetActions {
  /** A turn is running, so controls are disabled. */
  isBusy: boolean;
  pending: Pending | null;
  /** The widget's id, which makes the ids of its fields unique. */
  id: string;
  /** Names of the fields that have a `Label` in the widget. */
  labelled: ReadonlySet<string>;
  /** Idempotency key of forms without a script. */
  sendKey: string;
  /** The references by which forms without a script name the widget's actions. */
  refs: ReadonlyMap<ActionConfig, string>;
  /** Resolves to whether it was carried out. */
  run(action: ActionConfig, values: Values, pending: Pending): Promise<boolean>;
}

export const WidgetActionsContext = createContext<WidgetActions>({
  isBusy: true,
  pending: null,
  id: "",
  labelled: new Set(),
  sendKey: "",
  refs: new Map(),
  run: () => Promise.resolve(false),
});

export interface Control {
  /** The control can't be used, because a turn is running. */
  disabled: boolean;
  /** The control can't be used without a script, and has to wait for it. */
  waits: boolean;
  /** The control's own action is running. It is not `disabled` then, so that it keeps the focus. */
  isActing: boolean;
  /** The control shows that its action is running. */
  showsActing: boolean;
  /**
   * Runs the control's action, with its own values and those of the surrounding form. Resolves to whether it was
   * carried out.
   *
   * @param auto the part that shows the loading state when the action's `loadingBehavior` is `auto`
   */
  run(
    action: ActionConfig | undefined,
    element: Element,
    options: { auto: Loading; ownValues?: Values },
  ): Promise<boolean>;
}

/** The state of one control of a widget, and the function that runs its actions. */
export function useControl(isDisabled = false): Control {
  const { isBusy, pending, run } = use(WidgetActionsContext);
  const isHydrated = useHydrated();
  const control = useId();
  const isActing = isBusy && pending?.control === control;
  return {
    disabled: isDisabled || (isBusy && !isActing),
    waits: !isHydrated,
    isActing,
    showsActing: isActing && pending?.loading !== "none",
    async run(action, element, { auto, ownValues = [] }) {
      if (!action || isBusy) return true;
      const { loadingBehavior } = action;
      const loading = loadingBehavior === undefined || loadingBehavior === "auto" ? auto : loadingBehavior;
      return run(action, [...valuesAround(element), ...ownValues], { control, loading });
    },
  };
}

/** A field's id, and its accessible name when the widget has no `Label` for it. */
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

/**
 * Calls `apply` when a changed widget gives a field another default value, which React ignores after the
 * first render.
 */
export function useNewDefault(value: unknown, apply: () => void): void {
  const known = useRef(value);
  useEffect(() => {
    if (known.current === value) return;
    known.current = value;
    apply();
  });
}
