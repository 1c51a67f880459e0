import { Link } from "react-router";
import { privacySections } from "#app/account/privacy.server.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/privacy";

export const loader = () => ({ sections: privacySections() });

export default function Privacy({ loaderData: { sections } }: Route.ComponentProps) {
  return (
    <main className="mx-auto w-full max-w-2xl px-6 py-12">
      <PageTitle>Privacy</PageTitle>
      <h1 className="text-2xl font-semibold tracking-tight">Privacy</h1>
      <p className="mt-2 text-muted">What this server stores, for how long, and what leaves it.</p>
      {sections.map(({ title, lines }) => (
        <section key={title} className="mt-8 space-y-2 wrap-anywhere">
          <h2 className="text-lg font-semibold">{title}</h2>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ))}
      <p className="mt-10">
        <Link className="font-medium text-accent underline underline-offset-2" to="/">
          Back
        </Link>
      </p>
    </main>
  );
}
