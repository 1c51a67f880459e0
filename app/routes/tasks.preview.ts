import { requireViewer } from "#app/auth/viewer-middleware.ts";
import { privateJson } from "#app/http/api.ts";
import { readForm } from "#app/http/form-body.ts";
import { languageOf } from "#app/http/language.ts";
import { timeZoneOf, validTimeZone } from "#app/http/time-zone.ts";
import { previewOf } from "#app/tasks/page/preview.server.ts";
import type { Route } from "./+types/tasks.preview";

/** `{text, ignored?, tz?}` → `Preview`: what a new task's line is understood as. Nothing is written. */
export async function action(args: Route.ActionArgs) {
  await requireViewer(args);
  const form = await readForm(args.request);
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const ignored = new Set(field("ignored").split(",").filter(Boolean).map(Number));
  const timeZone = form.has("tz") ? validTimeZone(field("tz")) : timeZoneOf(args.request);
  return privateJson(
    previewOf(field("text"), ignored, { now: new Date(), timeZone, language: languageOf(args.request) }),
  );
}
