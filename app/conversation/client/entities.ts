import type { Entity, Widgets } from "@openai/chatkit";
import { fetchWithSecret } from "#app/shell/credentials.ts";

/** The user's tasks and conversations whose titles match the query; empty when the request fails. */
export async function searchEntities(query: string): Promise<Entity[]> {
  const found = await getJson<{ data: Entity[] }>(`?q=${encodeURIComponent(query)}`);
  return found?.data ?? [];
}

/** The preview widget of an entity; null for one that no longer exists. */
export async function previewEntity({ id }: Entity): Promise<{ preview: Widgets.BasicRoot | null }> {
  const found = await getJson<{ preview: Widgets.BasicRoot }>(`/${encodeURIComponent(id)}/preview`);
  return { preview: found?.preview ?? null };
}

/** Returns undefined on failure: an error message would only disturb the user, who is writing. */
async function getJson<Body>(path: string): Promise<Body | undefined> {
  try {
    const response = await fetchWithSecret(`/api/chatkit/entities${path}`);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
