import type { Attachment } from "@openai/chatkit";
import type { Attachment as Created } from "#app/chatkit/protocol/attachments.ts";
import type { ElementHost } from "./host.ts";

export type UploadHost = Pick<ElementHost, "post" | "redraw">;

/** The files in the composer, uploaded in two phases. */
export class DoubleAttachments {
  readonly #host: UploadHost;
  list: Attachment[] = [];

  constructor(host: UploadHost) {
    this.#host = host;
  }

  /** The bytes go to the address that the first phase answers with, without `api.fetch`. */
  async add(file: File): Promise<void> {
    const params = { name: file.name, size: file.size, mime_type: file.type };
    const response = await this.#host.post({ type: "attachments.create", params });
    const created: Created = await response.json();
    const upload = created.upload_descriptor;
    if (!upload) throw new Error("the attachment has no upload_descriptor");
    const { url, method, headers } = upload;
    const stored = await fetch(url, { method, headers, body: file });
    if (stored.ok) this.list = [...this.list, created];
    this.#host.redraw();
  }

  /** The ids of a message's files, which leave the composer. */
  take(): string[] {
    const ids = this.list.map(({ id }) => id);
    this.list = [];
    return ids;
  }

  draw(form: HTMLElement): void {
    const picker = document.createElement("input");
    picker.type = "file";
    picker.ariaLabel = "ChatKit files";
    picker.onchange = () => {
      for (const file of picker.files ?? []) void this.add(file);
    };
    const list = document.createElement("ul");
    list.ariaLabel = "Files in ChatKit";
    for (const { name } of this.list)
      list.append(Object.assign(document.createElement("li"), { textContent: name }));
    form.append(picker, list);
  }
}
