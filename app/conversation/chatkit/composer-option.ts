import type { ComposerOption } from "@openai/chatkit";
import type { ComposerOptions } from "#app/chat/composer-options.ts";

/** The composer, with the choices that the page offers: each only where there is something to choose. */
export function composerOption({ models, tools, attachments, dictation }: ComposerOptions): ComposerOption {
  return {
    placeholder: "Message the assistant",
    // With `api.uploadStrategy` beside it.
    attachments: { enabled: true, ...attachments },
    dictation: { enabled: dictation },
    ...(models.length > 1 && {
      models: models.map(({ id, label }, at) => ({ id, label, default: at === 0 })),
    }),
    ...(tools.length > 0 && {
      tools: tools.map(({ id, label, icon, placeholder }) => ({
        id,
        label,
        icon,
        placeholderOverride: placeholder,
      })),
    }),
  };
}
