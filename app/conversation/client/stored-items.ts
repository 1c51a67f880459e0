import { fetchWithSecret } from "./credentials.ts";

/**
 * The stored renderings of answers that have just ended: the server has coloured their code, and made them
 * once for everybody. An empty record when they can't be had, which costs nothing but the colours.
 */
export async function fetchStoredHtml(threadId: string, itemIds: string[]): Promise<Record<string, string>> {
  try {
    const response = await fetchWithSecret(
      `/api/chatkit/threads/${threadId}/items?order=desc&limit=20&include=html`,
    );
    if (!response.ok) return {};
    const page: { data: { id: string; html?: string }[] } = await response.json();
    return Object.fromEntries(
      page.data.flatMap(({ id, html }) => (html !== undefined && itemIds.includes(id) ? [[id, html]] : [])),
    );
  } catch {
    return {};
  }
}
