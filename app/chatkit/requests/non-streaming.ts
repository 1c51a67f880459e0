import type { Deps } from "../deps.ts";
import { ChatKitError } from "../errors.ts";
import { invalidRequest } from "../issues.ts";
import type { AudioInput } from "../handlers.ts";
import type { NonStreamingRequest } from "../protocol/requests.ts";
import { wireAttachment, wireItem, wireThread, wireThreads } from "../wire.ts";
import { loadSender } from "./custom-action.ts";
import { DEFAULT_PAGE_SIZE, loadVisibleItems, pageSize } from "./pages.ts";

/**
 * Handles a non-streaming request and returns the JSON of its response.
 *
 * @throws ChatKitError `not_found`, `invalid_request`; `not_implemented` when the app has no handler for it
 */
export async function processNonStreaming<Context>(
  request: NonStreamingRequest,
  deps: Deps<Context>,
): Promise<unknown> {
  const { store, handlers, context } = deps;
  const links = handlers.fileLinks?.(context);
  switch (request.type) {
    case "threads.get_by_id": {
      const { thread_id: id } = request.params;
      const [thread, items] = await Promise.all([
        store.loadThread(id, context),
        loadVisibleItems(id, { limit: DEFAULT_PAGE_SIZE, order: "asc" }, deps),
      ]);
      return wireThread(thread, deps, items);
    }
    case "threads.list": {
      const { limit, order, after } = request.params;
      const page = await store.loadThreads({ limit: pageSize(limit), order, after }, context);
      return wireThreads(page, deps);
    }
    case "threads.update": {
      const thread = await store.loadThread(request.params.thread_id, context);
      const renamed = { ...thread, title: request.params.title };
      await store.saveThread(renamed, context);
      return wireThread(renamed, deps);
    }
    case "threads.delete":
      await store.deleteThread(request.params.thread_id, context);
      return {};
    case "threads.sync_custom_action": {
      const syncAction = implemented(handlers.syncAction?.bind(handlers), "actions");
      const { thread, sender } = await loadSender(request.params, deps);
      const { updated_item: item } = await syncAction(thread, request.params.action, sender, context);
      return item ? { updated_item: wireItem(item, links) } : {};
    }
    case "items.list": {
      const { thread_id: id, limit, order, after } = request.params;
      return loadVisibleItems(id, { limit: pageSize(limit), order, after }, deps);
    }
    case "items.feedback": {
      const { thread_id: id, item_ids: itemIds, kind } = request.params;
      const save = handlers.feedback?.bind(handlers) ?? store.saveFeedback.bind(store);
      await save(id, [...new Set(itemIds)], kind, context);
      return {};
    }
    case "attachments.create": {
      const create = implemented(handlers.createAttachment?.bind(handlers), "attachments");
      const attachment = await create(request.params, context);
      await store.saveAttachment(attachment, context);
      return wireAttachment(attachment, links);
    }
    case "attachments.delete": {
      const remove = implemented(handlers.deleteAttachment?.bind(handlers), "attachments");
      await remove(request.params.attachment_id, context);
      await store.deleteAttachment(request.params.attachment_id, context);
      return {};
    }
    case "input.transcribe": {
      const transcribe = implemented(handlers.transcribe?.bind(handlers), "dictation");
      const { text } = await transcribe(audioInput(request.params), context);
      return { text };
    }
    default:
      request satisfies never;
      throw new Error("This request type has no handler.");
  }
}

function implemented<Handler>(handler: Handler | undefined, feature: string): Handler {
  if (handler === undefined) throw new ChatKitError("not_implemented", `Not available here: ${feature}.`);
  return handler;
}

function audioInput(params: { audio_base64: string; mime_type: string }): AudioInput {
  const { mime_type: mimeType } = params;
  const mediaType = (mimeType.split(";", 1)[0] ?? "").trim();
  return { data: decodeBase64(params.audio_base64), mimeType, mediaType };
}

function decodeBase64(encoded: string): Uint8Array {
  try {
    const binary = atob(encoded);
    const bytes = new Uint8Array(binary.length);
    // Not `Uint8Array.from`, which takes ten times as long and holds up everybody meanwhile.
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch (cause) {
    throw invalidRequest([{ path: "params.audio_base64", message: "not base64" }], { cause });
  }
}
