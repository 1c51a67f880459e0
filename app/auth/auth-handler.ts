import { getDatabase } from "#db/client.ts";
import { auth } from "./auth.ts";

/**
 * better-auth's answer to a request.
 *
 * @throws the error of the connection when better-auth failed because the database is away; its own response
 *   doesn't say why it is a 500
 */
export async function handleAuth(request: Request): Promise<Response> {
  const response = await auth.handler(request);
  if (response.status >= 500) await (await getDatabase()).ping();
  return response;
}
