import { ChevronLeft, ChevronRight } from "lucide-react";
import { use } from "react";
import { Form } from "react-router";
import type { MessageVersions } from "#app/chat/conversation-data.ts";
import { SwitchContext, type Direction } from "./switch-context.ts";

interface VersionSwitchProps {
  versions: MessageVersions;
  /** The first item of the version that is shown; null for the place of a missing answer. */
  itemId: string | null;
  /** While an answer is under way, no other version can be shown. */
  disabled: boolean;
}

/** Leads to the other versions of a message: `‹ 2/3 ›`. A form, which works without a script. */
export function VersionSwitch({ versions, itemId, disabled }: VersionSwitchProps) {
  const { position, count, previous, next } = versions;
  const onSwitch = use(SwitchContext);
  const onSubmit = ({ nativeEvent }: { nativeEvent: object }) => {
    const submitter = "submitter" in nativeEvent ? nativeEvent.submitter : null;
    onSwitch(submitter instanceof HTMLElement && submitter.dataset.to === "next" ? "next" : "previous");
  };
  const button = (to: Direction, id: string | null) => (
    <button
      name="item"
      value={id ?? ""}
      data-to={to}
      disabled={disabled || id === null}
      aria-label={to === "previous" ? "Previous version" : "Next version"}
      title={to === "previous" ? "Previous version" : "Next version"}
      className="icon-button w-6! disabled:opacity-40"
    >
      {to === "previous" ? <ChevronLeft size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
    </button>
  );
  return (
    <Form
      method="post"
      replace
      preventScrollReset
      onSubmit={onSubmit}
      data-versions-of={itemId ?? ""}
      className="flex flex-none items-center text-sm text-muted print:hidden"
    >
      <input type="hidden" name="intent" value="version" />
      {button("previous", previous)}
      <span className="tabular-nums" aria-hidden>
        {position}/{count}
      </span>
      <span className="sr-only">
        Version {position} of {count}
      </span>
      {button("next", next)}
    </Form>
  );
}

/** See `versions.ts`. */
export function focusVersions(itemId: string, direction: Direction): string | undefined {
  const form = [...document.querySelectorAll<HTMLElement>("form[data-versions-of]")].find(
    ({ dataset }) => dataset.versionsOf === itemId,
  );
  const enabled = (to: Direction) =>
    form?.querySelector<HTMLElement>(`button[data-to="${to}"]:not(:disabled)`);
  const other: Direction = direction === "next" ? "previous" : "next";
  (enabled(direction) ?? enabled(other))?.focus({ preventScroll: true });
  return form?.querySelector(".sr-only")?.textContent ?? undefined;
}
