import { createContext, use, type CSSProperties, type ReactNode } from "react";
import type { ActionConfig, CardAction } from "#app/chatkit/protocol/widget-types.ts";
import { useControl, type Control } from "./actions.ts";
import { ButtonFace } from "./widget-button.tsx";

const IsInForm = createContext(false);

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
  const isInForm = use(IsInForm);
  if (!isForm || isInForm) {
    return (
      <div className={className} style={style}>
        {children}
      </div>
    );
  }
  return (
    <form
      className={className}
      style={style}
      onSubmit={(event) => {
        event.preventDefault();
        control.run(action, event.currentTarget, { auto: "container" });
      }}
    >
      <IsInForm value>{children}</IsInForm>
    </form>
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
          type="button"
          control={cancelling}
          look={{ size: "lg" }}
          onClick={(element) => cancelling.run(cancel.action, element, { auto: "container" })}
        >
          {cancel.label}
        </ButtonFace>
      )}
      {confirm && (
        <ButtonFace
          type={isForm ? "submit" : "button"}
          control={submit}
          look={{ size: "lg", style: "primary" }}
          onClick={(element) => {
            if (!isForm) submit.run(confirm.action, element, { auto: "container" });
          }}
        >
          {confirm.label}
        </ButtonFace>
      )}
    </div>
  );
}
