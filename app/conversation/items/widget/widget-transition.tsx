import { useState, type ReactNode } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import type { WidgetComponent } from "#app/chatkit/protocol/widget-types.ts";

/** Fades in what comes in the place of something else; what the page began with is simply there. */
export function WidgetTransition({ child, children }: { child: WidgetComponent; children: ReactNode }) {
  const name = child.key ?? child.id ?? child.type;
  const isHydrated = useHydrated();
  const [first] = useState(name);
  const isNew = isHydrated && name !== first;
  return (
    <div key={name} className={isNew ? "transition-opacity duration-150 starting:opacity-0" : undefined}>
      {children}
    </div>
  );
}
