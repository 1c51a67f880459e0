/* What the package exports as `chatkit-server/schemas`: the zod schemas of what a server stores and sends. */

export { Attachment } from "./attachments.ts";
export { ThreadStreamEvent } from "./events.ts";
export { ThreadItem } from "./items.ts";
export { ChatKitRequest } from "./requests.ts";
export { pageOf, Thread, ThreadMetadata } from "./threads.ts";
export { WidgetComponent, WidgetRoot } from "./widgets.ts";
