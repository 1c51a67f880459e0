import { greetingFor, useBrand } from "#app/ui/brand.tsx";
import { PromptIcon } from "#app/ui/prompt-icon.tsx";

interface StartScreenProps {
  sendKey: string;
  name: string | null;
  onPrompt(text: string): void;
}

/** The empty conversation: a greeting and the suggested prompts, as forms that work without a script. */
export function StartScreen({ sendKey, name, onPrompt }: StartScreenProps) {
  const brand = useBrand();
  return (
    <div className="mx-auto flex w-full max-w-(--column) flex-col gap-5 px-4 pb-3">
      <h2 className="text-2xl leading-7 font-semibold tracking-tight text-greeting">
        {greetingFor(brand, name)}
      </h2>
      <ul>
        {brand.prompts.map(({ label, prompt, icon }, index) => (
          <li key={label}>
            <form
              method="post"
              onSubmit={(event) => {
                event.preventDefault();
                onPrompt(prompt);
              }}
            >
              <input type="hidden" name="intent" value="send" />
              <input type="hidden" name="key" value={`${sendKey}-${index}`} />
              <button
                name="text"
                value={prompt}
                className="-mx-3 flex min-h-12 w-[calc(100%+1.5rem)] items-center gap-3 rounded-xl px-3 text-start text-muted hover:bg-hover"
              >
                <PromptIcon name={icon} />
                {label}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </div>
  );
}
