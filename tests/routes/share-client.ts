import { signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { page, post, type Fields } from "./planner-client.ts";

/** A user with a conversation. */
export interface Sharer extends Person {
  url: string;
  thread: string;
}

/** A new user with a conversation of this text. */
export async function sharer(url: string, text = "Buy the book about Xanthippe tomorrow"): Promise<Sharer> {
  const ada = await signUp(url);
  return { ...ada, url, thread: await startThread(ada, text) };
}

/** Sends a form of the page on which the conversation is shared. */
export const manage = (ada: Sharer, fields: Fields) =>
  post(ada, fields, { path: `/chat/${ada.thread}/share` });

/** The ids of the conversation's shares, newest first. */
export async function sharesOf(ada: Sharer): Promise<string[]> {
  return [...new Set((await page(ada, `/chat/${ada.thread}/share`)).match(/shr_\w{26}/g))];
}

/** Shares the conversation, and returns the id of the share. */
export async function share(ada: Sharer, fields: Record<string, string> = {}): Promise<string> {
  const response = await manage(ada, { intent: "create", ends: "never", ...fields });
  if (response.status !== 303) throw new Error(`not shared: ${response.status}`);
  const [id] = await sharesOf(ada);
  return id ?? "";
}

/** A document as a browser gets it; by default without a sign-in. */
export const read = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers: { "user-agent": "Mozilla/5.0", ...headers }, redirect: "manual" });

/** Its HTML, without React's comments. */
export const textOf = async (url: string) => (await (await read(url)).text()).replaceAll("<!-- -->", "");
