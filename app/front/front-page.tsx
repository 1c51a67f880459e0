import { ArrowUp } from "lucide-react";
import { greetingFor, useBrand } from "#app/ui/brand.tsx";
import { PromptIcon } from "#app/ui/prompt-icon.tsx";
import { sentences } from "./sentences.ts";

export interface FrontPageProps {
  /** Names one press of "Send", so that a form posted twice is sent once. */
  sendKey: string;
  guests: boolean;
  answeringHost: string | null;
  /** Why the form was refused, and what was written in it. */
  refused: { error: string; text: string } | undefined;
}

const FORM = "first-message";

/** The start screen for strangers. It needs no script: `public/front-page.js` adds the Enter key. */
export function FrontPage({ sendKey, guests, answeringHost, refused }: FrontPageProps) {
  const brand = useBrand();
  return (
    <div className="front-page flex min-h-dvh flex-col">
      <header className="flex min-h-14 flex-none flex-wrap items-center gap-x-3 px-4 py-2">
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <p className="me-auto font-semibold">{brand.name}</p>
        <nav aria-label="Account" className="flex items-center gap-2">
          <Entrance path="/sign-in" className="button">
            Sign in
          </Entrance>
          <Entrance path="/sign-up" className="button-primary">
            Sign up
          </Entrance>
        </nav>
      </header>
      <main className="flex flex-1 flex-col justify-center pt-4 pb-[10vh]">
        <div className="mx-auto w-full max-w-(--column) px-4 pb-5">
          <h1 className="text-[1.75rem]/9 font-semibold tracking-tight text-greeting">
            {greetingFor(brand, null)}
          </h1>
          <p className="mt-1 text-muted">{brand.description}</p>
        </div>
        <form
          id={FORM}
          method="post"
          action="/"
          className="mx-auto w-full max-w-[794px] px-3"
          aria-label="Write a message"
        >
          <input type="hidden" name="key" value={sendKey} />
          <input type="hidden" name="script" value="" />
          {refused && (
            <p role="alert" className="mb-2 rounded-lg bg-danger/10 px-3 py-2 text-sm text-danger">
              {refused.error}
            </p>
          )}
          <div className="rounded-[28px] border border-line bg-raised py-[9px] shadow-(--shadow-composer) has-[textarea:focus-visible]:border-accent">
            <div className="flex items-end gap-2 ps-[17px] pe-2.5">
              <label htmlFor="words" className="sr-only">
                Message
              </label>
              <textarea
                id="words"
                name="text"
                dir="auto"
                rows={1}
                required
                defaultValue={refused?.text}
                placeholder="Message the assistant"
                className="field-sizing-content max-h-[40dvh] min-h-9 flex-1 resize-none bg-transparent py-1.5 outline-none placeholder:text-muted"
              />
              <button
                name="intent"
                value="send"
                aria-label="Send"
                title="Send"
                className="flex size-9 flex-none items-center justify-center rounded-full bg-accent-strong text-white"
              >
                <ArrowUp size={20} aria-hidden />
              </button>
            </div>
          </div>
          <ul className="mt-3">
            {brand.prompts.map(({ label, prompt, icon }) => (
              <li key={label}>
                <button
                  name="prompt"
                  value={prompt}
                  formNoValidate
                  className="flex min-h-12 w-full items-center gap-3 rounded-xl px-4 text-start text-muted hover:bg-hover"
                >
                  <PromptIcon name={icon} />
                  {label}
                </button>
              </li>
            ))}
          </ul>
        </form>
        <div className="mx-auto mt-6 w-full max-w-(--column) px-4 text-sm text-muted">
          <ul className="space-y-1 border-t border-line pt-4">
            {sentences({ answeringHost, guests, hasTasks: brand.hasTasks }).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p className="mt-3">
            <a href="/privacy" className="underline underline-offset-2 hover:text-text">
              Privacy
            </a>
          </p>
        </div>
      </main>
      <script type="module" src="/front-page.js" />
    </div>
  );
}

/**
 * The way to the sign-in or sign-up: a link, and while something is written a button of the form in its place, which
 * takes the words along. CSS chooses between them (`front-page` in `app.css`).
 */
function Entrance({ path, className, children }: { path: string; className: string; children: string }) {
  return (
    <>
      <a href={path} className={`${className} without-words`}>
        {children}
      </a>
      <button form={FORM} formNoValidate name="intent" value={path} className={`${className} with-words`}>
        {children}
      </button>
    </>
  );
}
