import { z } from "zod";
import { JsonObject } from "./common.ts";
import { IconName } from "./icons.ts";
import { ThreadItem } from "./items.ts";
import { Thread } from "./threads.ts";
import { ThreadItemUpdate } from "./updates.ts";

export const ThreadCreatedEvent = z.object({ type: z.literal("thread.created"), thread: Thread });
export type ThreadCreatedEvent = z.infer<typeof ThreadCreatedEvent>;

export const ThreadUpdatedEvent = z.object({ type: z.literal("thread.updated"), thread: Thread });
export type ThreadUpdatedEvent = z.infer<typeof ThreadUpdatedEvent>;

export const ThreadItemAddedEvent = z.object({ type: z.literal("thread.item.added"), item: ThreadItem });
export type ThreadItemAddedEvent = z.infer<typeof ThreadItemAddedEvent>;

export const ThreadItemUpdatedEvent = z.object({
  type: z.literal("thread.item.updated"),
  item_id: z.string(),
  update: ThreadItemUpdate,
});
export type ThreadItemUpdatedEvent = z.infer<typeof ThreadItemUpdatedEvent>;

/** The item is complete and has been stored. */
export const ThreadItemDoneEvent = z.object({ type: z.literal("thread.item.done"), item: ThreadItem });
export type ThreadItemDoneEvent = z.infer<typeof ThreadItemDoneEvent>;

export const ThreadItemRemovedEvent = z.object({
  type: z.literal("thread.item.removed"),
  item_id: z.string(),
});
export type ThreadItemRemovedEvent = z.infer<typeof ThreadItemRemovedEvent>;

export const ThreadItemReplacedEvent = z.object({
  type: z.literal("thread.item.replaced"),
  item: ThreadItem,
});
export type ThreadItemReplacedEvent = z.infer<typeof ThreadItemReplacedEvent>;

/** With `allow_cancel` the client shows its stop button. */
export const StreamOptions = z.object({ allow_cancel: z.boolean() });
export type StreamOptions = z.infer<typeof StreamOptions>;

export const StreamOptionsEvent = z.object({
  type: z.literal("stream_options"),
  stream_options: StreamOptions,
});
export type StreamOptionsEvent = z.infer<typeof StreamOptionsEvent>;

export const ProgressUpdateEvent = z.object({
  type: z.literal("progress_update"),
  icon: IconName.optional(),
  text: z.string(),
});
export type ProgressUpdateEvent = z.infer<typeof ProgressUpdateEvent>;

/** The page receives it as the event `chatkit.effect`. */
export const ClientEffectEvent = z.object({
  type: z.literal("client_effect"),
  name: z.string(),
  data: JsonObject.default({}),
});
export type ClientEffectEvent = z.infer<typeof ClientEffectEvent>;

/** For `custom` the client shows `message`, for other codes a message of its own in its language. */
export const ErrorEvent = z.object({
  type: z.literal("error"),
  code: z.enum(["custom", "stream.error"]),
  message: z.string().optional(),
  allow_retry: z.boolean().default(false),
});
export type ErrorEvent = z.infer<typeof ErrorEvent>;

/** `message` is Markdown. */
export const NoticeEvent = z.object({
  type: z.literal("notice"),
  level: z.enum(["info", "warning", "danger"]),
  message: z.string(),
  title: z.string().optional(),
});
export type NoticeEvent = z.infer<typeof NoticeEvent>;

/** Any event of a stream, by `type`. */
export const ThreadStreamEvent = z.discriminatedUnion("type", [
  ThreadCreatedEvent,
  ThreadUpdatedEvent,
  ThreadItemAddedEvent,
  ThreadItemUpdatedEvent,
  ThreadItemDoneEvent,
  ThreadItemRemovedEvent,
  ThreadItemReplacedEvent,
  StreamOptionsEvent,
  ProgressUpdateEvent,
  ClientEffectEvent,
  ErrorEvent,
  NoticeEvent,
]);
export type ThreadStreamEvent = z.infer<typeof ThreadStreamEvent>;
