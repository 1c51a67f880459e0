import type { ReactNode } from "react";
import type { ReferenceField, TypePart } from "./reference.ts";

/** Code, strong words, emphasis, and the text between them. */
const PIECES = /`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|[^`*]+|./g;

/** Text with paragraphs, code and emphasis. It is our own, so this is all of Markdown that it needs. */
export function Prose({ text }: { text: string }) {
  if (text === "") return null;
  return (
    <div className="space-y-3">
      {text.split("\n\n").map((paragraph) => (
        <p key={paragraph} className="wrap-anywhere">
          {[...paragraph.matchAll(PIECES)].map(({ 0: piece, index }) => (
            <Piece key={index} text={piece} />
          ))}
        </p>
      ))}
    </div>
  );
}

function Piece({ text }: { text: string }) {
  if (/^`.+`$/.test(text)) return <Code>{text.slice(1, -1)}</Code>;
  if (/^\*\*.+\*\*$/.test(text)) return <strong className="font-semibold">{text.slice(2, -2)}</strong>;
  if (/^\*.+\*$/.test(text)) return <em>{text.slice(1, -1)}</em>;
  return text;
}

export const Code = ({ children }: { children: ReactNode }) => (
  <code className="rounded-sm bg-hover px-1 py-0.5 font-mono text-[0.875em]">{children}</code>
);

/** A type in words, with links to its schemas. */
export function TypeWords({ type }: { type: TypePart[] }) {
  return type.map(({ text, schema }, index) =>
    schema ? (
      // The parts never change, so an index is a stable key.
      // oxlint-disable-next-line react/no-array-index-key
      <a key={index} href={`#schema-${schema}`} className="text-accent underline underline-offset-2">
        {text}
      </a>
    ) : (
      text
    ),
  );
}

/** Parameters, or the fields of a schema. */
export function Fields({ fields }: { fields: ReferenceField[] }) {
  if (fields.length === 0) return null;
  return (
    <dl className="mt-2 text-sm">
      {fields.map(({ name, place, type, isRequired, description }) => (
        <div key={`${place} ${name}`} className="border-t border-line py-1.5 sm:flex sm:gap-4">
          <dt className="flex-none font-mono wrap-anywhere sm:w-56">
            {name}
            <span className="font-sans text-muted">
              {" "}
              {[place, isRequired && "required"].filter(Boolean).join(", ")}
            </span>
          </dt>
          <dd className="min-w-0">
            <p className="text-muted wrap-anywhere">
              <TypeWords type={type} />
            </p>
            <Prose text={description} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
