import type { Operation } from "./operation.ts";

/** The shell variable that stands for a parameter in examples. */
export const VARIABLES: Readonly<Record<string, string>> = {
  threadId: "thread",
  itemId: "item",
  runId: "run",
  entityId: "thread",
  attachmentId: "attachment",
};

/**
 * A call with curl that can be pasted into a shell. `$chat` is the server's origin, `$secret` a client secret, `$jwt`
 * the token of the sign-in, and the file `jar` has its cookie.
 */
export function curlOf({ method, path, access, body, example }: Operation): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => `$${VARIABLES[name] ?? name}`);
  const query = example.query ? `?${example.query}` : "";
  // curl posts what has a body, and gets the rest.
  const isDefault = method === ((example.body ?? example.file) ? "post" : "get");
  const lines = [
    ["curl", example.curl ?? "-s", isDefault ? "" : `-X ${method.toUpperCase()}`],
    [`"$chat${address}${query}"`],
  ];
  if (access === "token") lines.push([`-H "authorization: Bearer $secret"`]);
  if (access === "sign-in") lines.push([`-H "authorization: Bearer $jwt"`]);
  if (access === "cookie") lines.push(["-b jar"]);
  if (path.startsWith("/api/auth/") && method === "post") lines.push([`-H "origin: $chat"`]);
  if (body && example.body) {
    lines.push(["-H 'content-type: application/json'"], [`-d ${quoted(JSON.stringify(example.body))}`]);
  }
  if (body?.type === "multipart/form-data") lines.push([`-F 'file=${example.file};filename=notes.txt'`]);
  if (body?.type === "application/octet-stream") lines.push([`--data-binary '${example.file}'`]);
  return lines.map((words) => words.filter(Boolean).join(" ")).join(" \\\n  ");
}

/** In single quotes, out of which variables are taken. */
const quoted = (json: string) => `'${json.replaceAll("'", `'\\''`).replace(/\$\w+/g, `'"$&"'`)}'`;
