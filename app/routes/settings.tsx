import { Form, Link } from "react-router";
import { forViewer } from "#app/middleware/viewer.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import type { Route } from "./+types/settings";

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ name, email, isGuest }) => ({ name, email, isGuest }));
}

export default function Settings({ loaderData }: Route.ComponentProps) {
  const { name, email, isGuest } = loaderData;
  return (
    <main className="mx-auto w-full max-w-2xl px-4 pb-16 md:px-8">
      <title>Settings · Chat</title>
      <PageHeader title="Settings" />
      <section className="space-y-4" aria-labelledby="account">
        <h2 id="account" className="text-lg font-semibold">
          Account
        </h2>
        <dl className="grid grid-cols-[8rem_1fr] gap-y-2">
          <dt className="text-muted">Name</dt>
          <dd>{name}</dd>
          <dt className="text-muted">Email</dt>
          <dd>{email ?? "None: you are a guest"}</dd>
        </dl>
        {isGuest && (
          <p className="max-w-prose text-muted">
            As a guest you are known by this browser alone. Sign up, and your conversations and tasks move
            along.
          </p>
        )}
        <div className="flex gap-3">
          {isGuest && (
            <Link className="button-primary" to="/sign-up">
              Sign up
            </Link>
          )}
          <Form method="post" action="/sign-out" reloadDocument>
            <button className="button">Sign out</button>
          </Form>
        </div>
        {isGuest && (
          <p className="text-sm text-muted">
            Signing out as a guest leaves what you wrote without a way back to it.
          </p>
        )}
      </section>
    </main>
  );
}
