import { MIMEType } from "node:util";
import { data } from "react-router";

/** Pages have a field for each of the tasks or conversations that are chosen, and a few more. */
const MAX_FIELDS = 2_000;
/** In characters, of all fields that aren't files: as many as a form without files can have. */
const MAX_TEXT = 2 * 1_048_576;

/**
 * The fields of a page's form.
 *
 * @throws a 400 response for a body that is missing, broken or no form, and for one that is too large for `parseForm`
 */
export async function readForm(request: Request): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  const body = await request.arrayBuffer().catch(() => undefined);
  const form = body && (await parseForm(Buffer.from(body), type));
  if (!form) throw data("The form could not be read.", { status: 400 });
  return form;
}

/**
 * The fields of a form. They are counted first: to parse the million that two megabytes can have takes seconds, in which
 * the process does nothing else.
 *
 * @param type the request's `Content-Type`
 * @returns undefined for a body that is broken or no form, and for one with more than 2,000 fields or 2 million characters
 */
export async function parseForm(body: Buffer<ArrayBuffer>, type: string): Promise<FormData | undefined> {
  const separator = separatorOf(type);
  if (separator === undefined || hasMore(body, separator, MAX_FIELDS)) return undefined;
  const response = new Response(body, { headers: { "content-type": type } });
  const form = await response.formData().catch(() => undefined);
  let characters = 0;
  for (const value of form?.values() ?? []) if (typeof value === "string") characters += value.length;
  return characters > MAX_TEXT ? undefined : form;
}

/** What stands between two fields; undefined when the media type is no form's. */
function separatorOf(type: string): string | undefined {
  try {
    const { essence, params } = new MIMEType(type);
    if (essence === "application/x-www-form-urlencoded") return "&";
    return essence === "multipart/form-data" ? `--${params.get("boundary") ?? ""}` : undefined;
  } catch {
    return undefined;
  }
}

function hasMore(body: Buffer, separator: string, most: number): boolean {
  let at = -1;
  for (let count = 0; count <= most; count++) {
    at = body.indexOf(separator, at + 1);
    if (at === -1) return false;
  }
  return true;
}
