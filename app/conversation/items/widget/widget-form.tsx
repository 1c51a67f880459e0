import type { CSSProperties, FormEvent, ReactNode } from "react";
import { useWidgetActions } from "./actions.ts";

interface FieldsProps {
  isForm?: boolean;
  action: { type: string; payload?: Record<string, unknown> } | undefined;
  className?: string;
  style?: CSSProperties;
  children: ReactNode;
}

/** A form of a widget sends the values of its fields along with its action. */
export function Fields({ isForm, action, className, style, children }: FieldsProps) {
  const { run } = useWidgetActions();
  if (!isForm) {
    return (
      <div className={className} style={style}>
        {children}
      </div>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run(action, Object.fromEntries(new FormData(event.currentTarget)));
  };
  return (
    <form className={className} style={style} onSubmit={submit}>
      {children}
    </form>
  );
}

type CardAction = { label: string; action: { type: string; payload?: Record<string, unknown> } };

/** The two buttons of a card. */
export function CardActions({
  confirm,
  cancel,
}: {
  confirm: CardAction | undefined;
  cancel: CardAction | undefined;
}) {
  const { disabled, run } = useWidgetActions();
  if (!confirm && !cancel) return null;
  return (
    <div className="flex justify-end gap-2">
      {cancel && (
        <button type="button" className="button" disabled={disabled} onClick={() => run(cancel.action)}>
          {cancel.label}
        </button>
      )}
      {confirm && (
        <button
          type="button"
          className="button-primary"
          disabled={disabled}
          onClick={() => run(confirm.action)}
        >
          {confirm.label}
        </button>
      )}
    </div>
  );
}
