import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

interface SectionProps {
  id: string;
  title: string;
  intro?: string;
  children: ReactNode;
}

/** A section of the account page, which has an address. */
export function Section({ id, title, intro, children }: SectionProps) {
  return (
    <section
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-6 space-y-5 border-t border-line pt-8 outline-none not-first-of-type:mt-10 first-of-type:border-t-0 first-of-type:pt-2"
    >
      <div className="space-y-1">
        <h2 id={`${id}-title`} className="text-lg font-semibold">
          {title}
        </h2>
        {intro && <p className="text-sm text-muted">{intro}</p>}
      </div>
      {children}
    </section>
  );
}

/** A form of the page that stays shut until it is asked for, without a script too. */
export function Disclosure({ label, open, children }: { label: string; open: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group rounded-xl border border-line">
      <summary className="flex cursor-pointer list-none items-center justify-between gap-3 rounded-xl px-4 py-2.5 font-medium hover:bg-hover">
        {label}
        <ChevronDown size={18} aria-hidden className="shrink-0 text-muted group-open:rotate-180" />
      </summary>
      <div className="space-y-4 px-4 pt-2 pb-4">{children}</div>
    </details>
  );
}
