import type { Attachment } from "@openai/chatkit";
import { fetchWithSecret } from "#app/shell/credentials.ts";

interface UploadedFiles {
  /** What ChatKit has uploaded in this page. */
  byId: ReadonlyMap<string, Attachment>;
  /** Sends the first phase of an upload. */
  create(url: string, init: RequestInit): Promise<Response>;
}

/** Remembers ChatKit's uploads: a message names its files by their ids alone, and a lost one gets them back whole. */
export function createUploadedFiles(): UploadedFiles {
  const byId = new Map<string, Attachment>();
  return {
    byId,
    async create(url, init) {
      const response = await fetchWithSecret(url, init);
      if (!response.ok) return response;
      const created: Attachment = await response.clone().json();
      const { id, name, mime_type } = created;
      const fields = { id, name, mime_type };
      byId.set(
        id,
        created.type === "image"
          ? { type: "image", preview_url: created.preview_url, ...fields }
          : { type: "file", ...fields },
      );
      return response;
    },
  };
}
