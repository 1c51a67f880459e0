import type { Entity, Widgets } from "@openai/chatkit";
import { fetchWithSecret } from "#app/shell/credentials.ts";

/** The user's tasks and conversations with the words in their titles; none when they can't be had. */
export async function searchEntities(query: string): Promise<Entity[]> {
  const found = await getJson<{ data: Entity[] }>(`?q=${encodeURIComponent(query)}`);
  return found?.data ?? [];
}

/** What is shown of an entity to whoever points at it; null for one that is gone. */
export async function previewEntity({ id }: Entity): Promise<{ preview: Widgets.BasicRoot | null }> {
  const found = await getJson<{ preview: Widgets.BasicRoot }>(`/${encodeURIComponent(id)}/preview`);
  return { preview: found?.preview ?? null };
}

/** A menu or a preview that fails is left out: what is being written matters more than to say so. */
async function getJson<Body>(path: string): Promise<Body | undefined> {
  try {
    const response = await fetchWithSecret(`/api/chatkit/entities${path}`);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
