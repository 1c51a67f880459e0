import type { ComposerOptions } from "#app/chat/composer-options.ts";

const choice =
  "h-8 max-w-48 rounded-full border border-transparent bg-transparent px-2 text-sm text-muted hover:bg-hover hover:text-text";

/** The model and the tool for the next message, where there is a choice. The browser's own menus. */
export function ComposerChoices({ options: { models, tools } }: { options: ComposerOptions }) {
  const hasModels = models.length > 1;
  if (!hasModels && tools.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1 px-2.5 pt-1">
      {tools.length > 0 && (
        <select name="tool" aria-label="Tool" className={choice} defaultValue="">
          <option value="">No tool</option>
          {tools.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      )}
      {hasModels && (
        <select name="model" aria-label="Model" className={choice} defaultValue={models[0]?.id}>
          {models.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
