import { signUp, type Person } from "#tests/support/api-client.ts";

/** A signed-in user's browser without a script. */
export interface Browser {
  url: string;
  cookie: Person["cookie"];
}

export const newBrowser = async (url: string): Promise<Browser> => ({
  url,
  cookie: (await signUp(url)).cookie,
});

export type Fields = [string, string][] | Record<string, string>;

/** Sends a form of the tasks page. */
export function post(
  person: Browser,
  fields: Fields,
  { path = "/tasks", tz = "UTC" } = {},
): Promise<Response> {
  return fetch(person.url + path, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(fields),
    headers: { cookie: `${person.cookie}; tz=${tz}` },
  });
}

/** The HTML of a page, which has to be there. */
export async function page(person: Browser, path = "/tasks", tz = "UTC"): Promise<string> {
  const response = await fetch(person.url + path, { headers: { cookie: `${person.cookie}; tz=${tz}` } });
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  // React separates pieces of text by comments.
  return (await response.text()).replaceAll("<!-- -->", "");
}

/** Adds a task for each line. */
export const add = (person: Browser, text: string, more: Record<string, string> = {}) =>
  post(person, { intent: "add", text, ...more });

/** The titles that a page shows, with the ids of their tasks. */
export function rows(html: string): Map<string, string> {
  const found = html.matchAll(/<li data-task="([^"]+)"[^>]*?aria-label="([^"]*)"/g);
  return new Map([...found].map(([, id = "", title = ""]) => [title, id]));
}

export async function idOf(person: Browser, title: string): Promise<string> {
  const id = rows(await page(person, "/tasks?view=all")).get(title);
  if (!id) throw new Error(`no task ${title}`);
  return id;
}
