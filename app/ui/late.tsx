import { type ComponentType, lazy, Suspense, use } from "react";
import { useHydrated } from "remix-utils/use-hydrated";

/**
 * A component whose code the browser loads after the page's. The server has it at once: its HTML is in the document,
 * and stays as it is until the code has come, or for good if it can't be loaded.
 *
 * Used as `import.meta.env.SSR ? ready(await load()) : late(load)`: the branch of the server isn't in the browser's code.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return ready<Props>(lazy(() => load().then(asDefault, () => asDefault<Props>(Missing))));
}

/** The same where the code is there. The boundary has to be in the server's HTML, too. */
export function ready<Props extends object>(Part: ComponentType<Props>): ComponentType<Props> {
  return function Late(props: Props) {
    return (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    );
  };
}

const asDefault = <Props extends object>(Part: ComponentType<Props>) => ({ default: Part });

const never = new Promise<never>(() => {});

/** Says that the code didn't come, where there is no HTML of the server that this would replace. */
function Missing() {
  if (!useHydrated()) use(never);
  return <p className="text-sm text-muted">This part could not be loaded. Reload the page to see it.</p>;
}
