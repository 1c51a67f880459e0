import type { ChatKitOptions } from "@openai/chatkit";
import { z } from "zod";
import { ICONS } from "./icons.ts";
import { settings } from "./settings.ts";

/*
 * The options that the client takes, strictly at every level except inside of `disclaimer`. One unknown key
 * or value refuses all of them. A key whose value is undefined counts as absent.
 */

const text = z.string().optional();
const flag = z.boolean().optional();
const handler = z.custom<(...args: never[]) => unknown>((value) => typeof value === "function");
const icon = z.union([z.enum(ICONS), z.templateLiteral(["lucide:", z.string()])]);
const headerAction = z.strictObject({ icon, onClick: handler }).optional();
const content = z.union([
  z.strictObject({ type: z.literal("input_text"), text: z.string() }),
  z.strictObject({
    type: z.literal("input_tag"),
    text: z.string(),
    id: z.string(),
    group: text,
    data: z.record(z.string(), z.unknown()).optional(),
    interactive: flag,
  }),
]);

const fontSource = z.strictObject({
  family: z.string(),
  src: z.string(),
  weight: z.union([z.string(), z.number()]).optional(),
  style: z.enum(["normal", "italic", "oblique"]).optional(),
  display: z.enum(["auto", "block", "swap", "fallback", "optional"]).optional(),
  unicodeRange: text,
});

const theme = z.union([
  z.enum(["light", "dark"]),
  z.strictObject({
    colorScheme: z.enum(["light", "dark"]).optional(),
    radius: z.enum(["pill", "round", "soft", "sharp"]).optional(),
    density: z.enum(["compact", "normal", "spacious"]).optional(),
    typography: z
      .strictObject({
        baseSize: z.union([14, 15, 16, 17, 18].map((size) => z.literal(size))).optional(),
        fontSources: z.array(fontSource).optional(),
        fontFamily: text,
        fontFamilyMono: text,
      })
      .optional(),
    color: z
      .strictObject({
        grayscale: z
          .strictObject({
            hue: z.number(),
            tint: z.number().int().min(0).max(9),
            shade: z.number().int().min(-4).max(4).optional(),
          })
          .optional(),
        accent: z.strictObject({ primary: z.string(), level: z.number().int().min(0).max(3) }).optional(),
        surface: z.strictObject({ background: z.string(), foreground: z.string() }).optional(),
      })
      .optional(),
  }),
]);

const attachments = z.strictObject({
  enabled: z.boolean(),
  maxSize: z.union([z.number(), z.record(z.string(), z.number())]).optional(),
  maxCount: z.number().optional(),
  accept: z.record(z.string(), z.array(z.string())).optional(),
});

const shape = {
  api: z.strictObject({
    url: z.string(),
    fetch: handler.optional(),
    domainKey: z.string(),
    uploadStrategy: z
      .union([
        z.strictObject({ type: z.literal("two_phase") }),
        z.strictObject({ type: z.literal("direct"), uploadUrl: z.string() }),
      ])
      .optional(),
  }),
  locale: text,
  theme: theme.optional(),
  frameTitle: text,
  initialThread: z.string().nullish(),
  onClientTool: handler.optional(),
  header: z
    .strictObject({
      enabled: flag,
      title: z.strictObject({ enabled: flag, text }).optional(),
      leftAction: headerAction,
      rightAction: headerAction,
    })
    .optional(),
  history: z.strictObject({ enabled: flag, showDelete: flag, showRename: flag }).optional(),
  startScreen: z
    .strictObject({
      greeting: text,
      prompts: z
        .array(
          z.strictObject({
            label: z.string(),
            prompt: z.union([z.string(), z.array(content)]),
            icon: icon.optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  threadItemActions: z.strictObject({ feedback: flag, retry: flag }).optional(),
  composer: z
    .strictObject({
      placeholder: text,
      attachments: attachments.optional(),
      tools: z
        .array(
          z.strictObject({
            id: z.string(),
            label: z.string(),
            icon,
            shortLabel: text,
            placeholderOverride: text,
            pinned: flag,
            persistent: flag,
          }),
        )
        .optional(),
      models: z
        .array(
          z.strictObject({
            id: z.string(),
            label: z.string(),
            description: text,
            disabled: flag,
            default: flag,
          }),
        )
        .optional(),
      dictation: z.strictObject({ enabled: z.boolean() }).optional(),
    })
    .optional(),
  disclaimer: z.looseObject({ text: z.string() }).optional(),
  entities: z
    .strictObject({
      onTagSearch: handler.optional(),
      showComposerMenu: flag,
      onClick: handler.optional(),
      onRequestPreview: handler.optional(),
    })
    .optional(),
  commands: z
    .strictObject({ enabled: z.boolean(), onSearch: handler.optional(), onSelect: handler.optional() })
    .optional(),
  widgets: z.strictObject({ onAction: handler.optional() }).optional(),
  thread: z.strictObject({ autoScroll: flag }).optional(),
} satisfies Record<keyof ChatKitOptions, z.ZodType>;

const known = Object.entries(shape).filter(([name]) => !settings.unknownOptions.includes(name));
const schema = z.strictObject(Object.fromEntries(known)).superRefine((value, context) => {
  const { composer, api } = value;
  const wantsFiles = attachments.safeParse(Reflect.get(Object(composer), "attachments")).data?.enabled;
  if (wantsFiles && !Reflect.get(Object(api), "uploadStrategy")) {
    context.addIssue({ code: "custom", message: "Invalid input", path: ["api", "uploadStrategy"] });
  }
});

/** What is wrong with options, in the client's words: a line `✖ …` for each fault. Undefined for good ones. */
export function faultsOf(options: ChatKitOptions): string | undefined {
  const { error } = schema.safeParse(present(options));
  return error && z.prettifyError(error);
}

/** Without the keys whose value is undefined, at every level. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(present);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [key, present(one)]));
}
