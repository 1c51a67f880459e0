import { use, useMemo, type CSSProperties, type ReactNode } from "react";
import type { ActionConfig, CardAction } from "#app/chatkit/protocol/widget-types.ts";
import { useControl, type Control } from "./actions.ts";
import { OuterFormContext, PlainFields, usePlainButton } from "./plain-form.tsx";
import { ButtonFace } from "./widget-button.tsx";

interface FieldsProps {
  isForm?: boolean;
  action: ActionConfig | undefined;
  /** The control that the form's submission counts as. */
  control: Control;
  className?: string | undefined;
  style?: CSSProperties | undefined;
  children: ReactNode;
}

/**
 * A container of fields. As a form, it sends its fields' values along with its action. A nested form is part
 * of the outer one.
 */
export function Fields({ isForm, action, control, className, style, children }: FieldsProps) {
  const outer = use(OuterFormContext);
  const form = useMemo(() => ({ action }), [action]);
  if (!isForm || outer) {
    return (
      <div className={className} style={style}>
        {children}
      </div>
    );
  }
  return (
    <form
      method="post"
      className={className}
      style={style}
      onSubmit={(event) => {
        event.preventDefault();
        void control.run(action, event.currentTarget, { auto: "container" });
      }}
    >
      <OuterFormContext value={form}>
        <PlainFields />
        <EnterButton />
        {children}
      </OuterFormContext>
    </form>
  );
}

/** Without a script, Enter presses the first button of a form, which may be another than its own. */
function EnterButton() {
  const button = usePlainButton(use(OuterFormContext)?.action);
  if (button.type === "button") return null;
  return (
    <noscript>
      <button {...button} hidden tabIndex={-1} />
    </noscript>
  );
}

interface CardActionsProps {
  /** The confirm button submits the card's form. */
  isForm: boolean;
  /** The control of the card's form. */
  submit: Control;
  confirm: CardAction | undefined;
  cancel: CardAction | undefined;
}

export function CardActions({ isForm, submit, confirm, cancel }: CardActionsProps) {
  const cancelling = useControl();
  if (!confirm && !cancel) return null;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {cancel && (
        <ButtonFace
          action={cancel.action}
          control={cancelling}
          look={{ size: "lg" }}
          onClick={(element) => void cancelling.run(cancel.action, element, { auto: "container" })}
        >
          {cancel.label}
        </ButtonFace>
      )}
      {confirm && (
        <ButtonFace
          isSubmit={isForm}
          action={confirm.action}
          control={submit}
          look={{ size: "lg", style: "primary" }}
          onClick={(element) => {
            if (!isForm) void submit.run(confirm.action, element, { auto: "container" });
          }}
        >
          {confirm.label}
        </ButtonFace>
      )}
    </div>
  );
}
