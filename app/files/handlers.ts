import { ChatKitError } from "#app/chatkit/errors.ts";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import { linkOrigin } from "#app/http/origin.ts";
import { countRequest } from "#app/limits/requests.ts";
import { fileRoom } from "#app/limits/storage.ts";
import { toAttachment } from "#db/attachment-row.ts";
import { newId } from "#db/ids.ts";
import { copyAttachment } from "#db/queries/attachment-binding.ts";
import { getAttachment } from "#db/queries/attachments.ts";
import type { Database } from "#db/types.ts";
import { fileLinks, uploadLink } from "./file-links.ts";
import { cleanFileName } from "./file-name.ts";
import { isPicture } from "./picture.ts";
import { newStorageKey } from "./storage.ts";
import { announce, requireRoom } from "./upload.ts";

/** The context of a call, as far as files need it. */
export interface FileContext {
  userId: string;
  /** The app's origin as the client reaches it. */
  origin?: string | undefined;
}

type Handlers = Required<
  Pick<ChatKitHandlers<FileContext>, "createAttachment" | "deleteAttachment" | "copyAttachment" | "fileLinks">
>;

const originOf = ({ origin }: FileContext) => origin ?? linkOrigin();
const noSuch = () => new ChatKitError("not_found", "There is no such attachment.");

/** The protocol's handlers of attachments. */
export function attachmentHandlers(db: Database): Handlers {
  return {
    async createAttachment({ name: given, size, mime_type: said }, context) {
      const { userId } = context;
      await countRequest("uploads", userId);
      if (size === 0) throw new ChatKitError("invalid_request", "The file is empty. Choose another one.");
      requireRoom(size, await fileRoom(userId));
      const row = {
        id: newId("atc"),
        userId,
        // What the client says, until the bytes are there.
        kind: isPicture(said) ? ("image" as const) : ("file" as const),
        name: cleanFileName(given),
        mimeType: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(said) ? said : "application/octet-stream",
        size,
        storageKey: newStorageKey(),
      };
      await announce(row);
      const { id, name, mimeType: mime_type } = row;
      const origin = originOf(context);
      const upload_descriptor = {
        url: uploadLink(row, origin),
        method: "PUT" as const,
        headers: { "content-type": mime_type },
      };
      const fields = { id, name, mime_type, upload_descriptor };
      return row.kind === "image"
        ? { type: "image", preview_url: fileLinks({ userId, origin }).preview(id), ...fields }
        : { type: "file", ...fields };
    },

    /** Only asks whether it may be: the store deletes the record and has the bytes deleted. */
    async deleteAttachment(id, { userId }) {
      const row = await getAttachment(db, { userId, id });
      if (!row) throw noSuch();
      if (row.messageId !== null) {
        throw new ChatKitError("conflict", `“${row.name}” was sent with a message, and is deleted with it.`);
      }
    },

    async copyAttachment(id, { userId }) {
      const copy = await copyAttachment(db, { userId, id });
      if (!copy) throw noSuch();
      return toAttachment(copy);
    },

    fileLinks: (context) => fileLinks({ userId: context.userId, origin: originOf(context) }),
  };
}
