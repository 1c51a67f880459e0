import { Fragment, useEffect, useId, useRef, type ReactNode } from "react";
import { isFocusLost } from "#app/ui/focus.ts";
import { chooseTheme, type Preferences } from "./preferences.ts";

interface PreferencesFormProps {
  preferences: Preferences;
  saved: boolean;
}

/**
 * The preferences form. It loads a new document, because the preferences are part of the document itself
 * (whether ChatKit is loaded). With a script, the theme applies as soon as it is chosen.
 */
export function PreferencesForm({ preferences, saved }: PreferencesFormProps) {
  const save = useRef<HTMLButtonElement>(null);
  // In the new document, return the focus to the button, next to the result.
  useEffect(() => {
    if (saved && isFocusLost()) save.current?.focus();
  }, [saved]);
  return (
    <form method="post" className="space-y-6">
      <Choices name="view" legend="Conversations" selected={preferences.view}>
        {[
          ["auto", "With OpenAI’s chat window", "It is loaded from OpenAI, and opens when it is there."],
          ["instant", "Without it", "Conversations look the same, and nothing is loaded from OpenAI."],
        ]}
      </Choices>
      <Choices name="theme" legend="Theme" selected={preferences.theme} onChoose={chooseTheme}>
        {[
          ["system", "Like the device", null],
          ["light", "Light", null],
          ["dark", "Dark", null],
        ]}
      </Choices>
      <Choices name="shortcuts" legend="Keyboard shortcuts" selected={preferences.shortcuts}>
        {[
          ["on", "On", "Ctrl (⌘ on a Mac) and / show the list."],
          ["off", "Off", null],
        ]}
      </Choices>
      <Choices name="enter" legend="The Enter key in a message" selected={preferences.enter}>
        {[
          ["auto", "Depends on the device", "It sends, but begins a new line on touch screens."],
          ["send", "Sends the message", "Shift and Enter begin a new line."],
          ["newline", "Begins a new line", "Ctrl (⌘ on a Mac) and Enter send the message."],
        ]}
      </Choices>
      <div className="flex items-center gap-3">
        <button className="button-primary" ref={save}>
          Save
        </button>
        <p role="status" className="text-sm text-muted">
          {saved && "Saved."}
        </p>
      </div>
    </form>
  );
}

interface ChoicesProps {
  name: string;
  legend: string;
  selected: string;
  onChoose?(value: string): void;
  /** Value, label, and a description where the label doesn't suffice. */
  children: [string, string, string | null][];
}

function Choices({ name, legend, selected, onChoose, children }: ChoicesProps): ReactNode {
  const id = useId();
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{legend}</legend>
      <div className="grid grid-cols-[auto_1fr] items-baseline gap-x-3">
        {children.map(([value, label, note]) => (
          <Fragment key={value}>
            <input
              type="radio"
              id={`${id}${value}`}
              name={name}
              value={value}
              defaultChecked={value === selected}
              onChange={() => onChoose?.(value)}
              aria-describedby={note ? `${id}${value}-note` : undefined}
              className="relative top-0.5 size-4 accent-accent"
            />
            <div className="py-1.5">
              <label htmlFor={`${id}${value}`}>{label}</label>
              {note && (
                <p id={`${id}${value}-note`} className="text-sm text-muted">
                  {note}
                </p>
              )}
            </div>
          </Fragment>
        ))}
      </div>
    </fieldset>
  );
}
