import type { ComposerOption } from "@openai/chatkit";
import type { ComposerOptions } from "#app/chat/composer-options.ts";

/** The composer, with the choices that the page offers: each only where there is something to choose. */
export function composerOption({ models, tools, attachments }: ComposerOptions): ComposerOption {
  return {
    placeholder: "Message the assistant",
    // With `api.uploadStrategy` beside it.
    attachments: { enabled: true, ...attachments },
    // Here dictation is switched on, once the server takes it.
    dictation: { enabled: false },
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
