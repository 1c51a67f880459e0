import { useId } from "react";
import { MAX_INSTRUCTIONS } from "./limits.ts";

interface InstructionsFieldProps {
  label: string;
  name: string;
  hint: string;
  value: string;
  error?: string | undefined;
}

/** A text of instructions. The browser stops it at its limit, and the server says so where it doesn't. */
export function InstructionsField({ label, name, hint, value, error }: InstructionsFieldProps) {
  const id = useId();
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        name={name}
        rows={5}
        maxLength={MAX_INSTRUCTIONS}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-note`}
        dir="auto"
        className="field max-h-96 min-h-28"
      />
      <p
        id={`${id}-note`}
        role={error ? "alert" : undefined}
        className={`text-sm ${error ? "text-danger" : "text-muted"}`}
      >
        {error ?? hint}
      </p>
    </div>
  );
}
