/** Programs that read a page for the picture of its link, or for a search engine. */
const ROBOT = /bot\b|crawl|spider|slurp|facebookexternalhit|whatsapp|embedly|preview|monitor|curl|wget/i;

/** Whether a request for a share is somebody who opens it: a document, which no robot and no prefetch asks for. */
export function isView({ method, headers, url }: Request): boolean {
  if (method !== "GET" || new URL(url).pathname.endsWith(".data")) return false;
  if (/prefetch/.test(`${headers.get("sec-purpose")} ${headers.get("purpose")}`)) return false;
  return !ROBOT.test(headers.get("user-agent") ?? "");
}
