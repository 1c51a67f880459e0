import type { ReactNode } from "react";
import { PageTitle, useBrand } from "#app/ui/brand.tsx";
import { Operation } from "./reference-operation.tsx";
import { Code, Fields, Prose, TypeWords } from "./reference-parts.tsx";
import type { Reference } from "./reference.ts";

/** The API, to read: a page without a script, in which the browser's own search finds everything. */
export function ReferencePage({ reference, origin }: { reference: Reference; origin: string }) {
  const { guide, groups, schemas } = reference;
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-x-12 px-4 pb-24 sm:px-6 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <PageTitle>API</PageTitle>
      <Contents reference={reference} />
      <main className="min-w-0 pt-10">
        <h1 className="text-2xl font-semibold tracking-tight">API</h1>
        <div className="mt-4 max-w-(--column)">
          <Prose text={guide} />
          <p className="mt-3">
            <a className="text-accent underline underline-offset-2" href="/api/openapi.json">
              openapi.json
            </a>{" "}
            is the same as an OpenAPI 3.1 document. The examples run in a shell in which{" "}
            <Code>chat={origin}</Code> is set; <Code>$jwt</Code>, <Code>$secret</Code> and ids are what
            earlier answers brought.
          </p>
        </div>
        {groups.map(({ name, description, operations }) => (
          <Section key={name} id={idOf(name)} title={name}>
            <p className="mt-1 text-muted">{description}</p>
            {operations.map((operation) => (
              <Operation key={operation.id} operation={operation} />
            ))}
          </Section>
        ))}
        <Section id="schemas" title="Schemas">
          {schemas.map(({ name, description, fields, type }) => (
            <article key={name} id={`schema-${name}`} className="mt-8 scroll-mt-4">
              <h3 className="font-mono text-sm font-semibold">{name}</h3>
              <Prose text={description} />
              {type.length > 0 && (
                <p className="mt-1 text-sm wrap-anywhere">
                  <TypeWords type={type} />
                </p>
              )}
              <Fields fields={fields} />
            </article>
          ))}
        </Section>
      </main>
    </div>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-14 scroll-mt-4">
      <h2 id={`${id}-title`} className="border-b border-line pb-2 text-xl font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </section>
  );
}

function Contents({ reference: { groups } }: { reference: Reference }) {
  return (
    <nav
      aria-label="Operations"
      className="border-line pt-8 text-sm max-lg:border-b max-lg:pb-6 lg:sticky lg:top-0 lg:h-dvh lg:overflow-y-auto lg:pb-8"
    >
      <a href="/" className="font-semibold text-accent hover:underline">
        {useBrand().name}
      </a>
      <ul className="mt-4 space-y-4 max-lg:columns-2 max-lg:gap-6">
        {groups.map(({ name, operations }) => (
          <li key={name} className="break-inside-avoid">
            <a href={`#${idOf(name)}`} className="font-semibold hover:underline">
              {name}
            </a>
            <ul className="mt-1">
              {operations.map(({ id, summary }) => (
                <li key={id}>
                  <a href={`#${id}`} className="block py-1 text-muted hover:text-text hover:underline">
                    {summary}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
        <li>
          <a href="#schemas" className="font-semibold hover:underline">
            Schemas
          </a>
        </li>
      </ul>
    </nav>
  );
}

const idOf = (group: string) => `group-${group.toLowerCase()}`;
