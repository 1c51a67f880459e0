import { cookieOf } from "#tests/support/api-client.ts";

/** Posts the start screen's form, as a browser does without a script. */
export function postFront(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/`, {
    method: "POST",
    headers: { origin: url, ...headers },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
}

/** The words in a page's message box. */
export async function wordsIn(response: Response): Promise<string | undefined> {
  const [, words] = /<textarea[^>]*name="text"[^>]*>([^<]*)</.exec(await response.text()) ?? [];
  return words;
}

/** A page, with the cookies of an earlier response. */
export const openAfter = (before: Response, url: string, path: string) =>
  fetch(url + path, { headers: { cookie: cookieOf(before) }, redirect: "manual" });
