import type { ComposerOptions } from "#app/chat/composer-options.ts";

const selectStyle =
  "h-8 max-w-48 rounded-full border border-transparent bg-transparent px-2 text-sm text-muted hover:bg-hover hover:text-text";

/**
 * The pickers for the next message's model and tool, as native selects. Each is shown only where there is a
 * choice.
 */
export function ComposerChoices({ options: { models, tools } }: { options: ComposerOptions }) {
  const hasModels = models.length > 1;
  if (!hasModels && tools.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1 px-2.5 pt-1">
      {tools.length > 0 && (
        <select name="tool" aria-label="Tool" className={selectStyle} defaultValue="">
          <option value="">No tool</option>
          {tools.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      )}
      {hasModels && (
        <select name="model" aria-label="Model" className={selectStyle} defaultValue={models[0]?.id}>
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
