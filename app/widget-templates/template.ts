import { readFile } from "node:fs/promises";
import { z } from "zod";
import { issuesOf } from "#app/chatkit/issues.ts";
import type { BasicRoot } from "#app/chatkit/protocol/widget-types.ts";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { widgetIssues } from "#app/chatkit/widgets/check.ts";
import { parseJinja } from "./jinja.ts";

/** In characters: of a template, of the data as JSON, and of what they make. */
const MAX_TEMPLATE = 200_000;
const MAX_DATA = 200_000;
const MAX_WIDGET = 1_000_000;

/** A `.widget` file, as ChatKit's widget builder exports it. The preview and the builder's own state are not read. */
const WidgetFile = z.object({
  version: z.literal("1.0", "only version 1.0 can be read"),
  name: z.string().min(1),
  template: z.string().min(1).max(MAX_TEMPLATE),
  jsonSchema: z
    .custom<z.core.JSONSchema.JSONSchema>(
      (value) => z.record(z.string(), z.unknown()).safeParse(value).success,
      {
        error: "expected a JSON schema",
      },
    )
    .default({}),
});

type Data = Readonly<Record<string, unknown>>;

/** A widget with places for data. */
export interface WidgetTemplate {
  name: string;
  /**
   * The widget for these data. They have to be what the template's schema says, and the widget one that ChatKit
   * knows.
   *
   * @throws WidgetTemplateError that names every place that is wrong
   */
  build(data?: Data): WidgetRoot;
  /** The same for a template of a `Basic` root. */
  buildBasic(data?: Data): BasicRoot;
}

/** A template, or the data for one, with which no widget can be made. The message is for those who wrote them. */
export class WidgetTemplateError extends Error {
  override name = "WidgetTemplateError";
}

/**
 * Reads the text of a `.widget` file (chatkit-python: `WidgetTemplate`).
 *
 * @throws WidgetTemplateError when it isn't one
 */
export function readWidgetTemplate(text: string): WidgetTemplate {
  const { name, template, jsonSchema } = parse(
    WidgetFile,
    attempt("The widget file isn't JSON", () => JSON.parse(text)),
    "The widget file",
  );
  const schema = attempt(`The schema of widget “${name}” can't be used`, () => z.fromJSONSchema(jsonSchema));
  const jinja = attempt(`The template of widget “${name}” can't be read`, () => parseJinja(template));

  const build = (data: Data = {}): WidgetRoot => {
    const given = attempt(`The data for widget “${name}” aren't JSON`, () => JSON.stringify(data));
    limit(given, MAX_DATA, `The data for widget “${name}”`);
    const checked = parse(schema, JSON.parse(given), `The data for widget “${name}”`);
    const json = attempt(`Widget “${name}” can't be rendered`, () =>
      jinja.render(z.record(z.string(), z.unknown()).parse(checked)),
    );
    limit(json, MAX_WIDGET, `Widget “${name}”`);
    const widget: unknown = withoutNull(attempt(`Widget “${name}” isn't JSON`, () => JSON.parse(json)));
    refuse(widgetIssues(widget), `Widget “${name}”`);
    return WidgetRoot.parse(widget);
  };
  return {
    name,
    build,
    buildBasic(data) {
      const widget = build(data);
      if (widget.type !== "Basic")
        throw new WidgetTemplateError(`Widget “${name}” is a ${widget.type}, not a Basic.`);
      return widget;
    },
  };
}

/** Reads a `.widget` file (chatkit-python: `WidgetTemplate.from_file`). */
export async function loadWidgetTemplate(path: string | URL): Promise<WidgetTemplate> {
  return readWidgetTemplate(await readFile(path, "utf8"));
}

/** chatkit-python leaves out what is `None`, which templates write for a prop that isn't there. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => each !== null).map(withoutNull);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(present.map(([key, each]) => [key, withoutNull(each)]));
}

function attempt<T>(failure: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WidgetTemplateError(`${failure}: ${reason}`, { cause: error });
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  refuse(issuesOf(parsed.error), what);
  throw parsed.error;
}

function refuse(issues: { path: string; message: string }[], what: string): void {
  if (issues.length === 0) return;
  const places = issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  throw new WidgetTemplateError(`${what} isn't valid: ${places.join("; ")}`);
}

function limit(text: string, max: number, what: string): void {
  if (text.length > max) throw new WidgetTemplateError(`${what} has more than ${max} characters.`);
}
