import { Fields, Prose, TypeWords } from "./reference-parts.tsx";
import type { ReferenceAnswer, ReferenceOperation } from "./reference.ts";

const HEADING = "mt-4 text-sm font-semibold";

/** One operation: what it takes, what it answers, and how it is called. */
export function Operation({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, description, access, parameters, body, answers, curl } = operation;
  return (
    <article id={id} aria-labelledby={`${id}-title`} className="mt-10 scroll-mt-4">
      <h3 id={`${id}-title`} className="text-lg font-semibold">
        {summary}
      </h3>
      <p className="mt-1 font-mono text-sm wrap-anywhere">
        <strong className="font-semibold">{method}</strong> {path}
      </p>
      <p className="mt-1 text-sm text-muted">{access}</p>
      <div className="mt-2 max-w-(--column)">
        <Prose text={description} />
      </div>
      {parameters.length > 0 && <h4 className={HEADING}>Parameters</h4>}
      <Fields fields={parameters} />
      {body && (
        <>
          <h4 className={HEADING}>Body</h4>
          <p className="mt-2 border-t border-line py-1.5 text-sm">
            <TypeWords type={body.type} />
            {body.isRequired ? "" : ", may be left out"}
          </p>
        </>
      )}
      <h4 className={HEADING}>Answers</h4>
      <Answers answers={answers} />
      <pre className="mt-4 rounded-xl border border-line bg-sidebar p-4 font-mono text-[0.8125rem]/5 wrap-anywhere whitespace-pre-wrap">
        <code>{curl}</code>
      </pre>
    </article>
  );
}

function Answers({ answers }: { answers: ReferenceAnswer[] }) {
  return (
    <dl className="mt-2 text-sm">
      {answers.map(({ status, description, contents }) => (
        <div key={status} className="flex gap-4 border-t border-line py-1.5">
          <dt className="w-10 flex-none font-mono">{status}</dt>
          <dd className="min-w-0">
            <Prose text={description} />
            {contents.map(({ mediaType, type }) => (
              <p key={mediaType} className="text-muted wrap-anywhere">
                {mediaType}: <TypeWords type={type} />
              </p>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
