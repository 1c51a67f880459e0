import { z } from "zod";
import { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { ThreadStatus } from "#app/chatkit/protocol/threads.ts";

/* Our own format of an exported conversation: docs/export-format.md describes it. */

export const FORMAT = "chat-export";
export const VERSION = 1;

const Instant = z.iso.datetime({ offset: true });

export const ExportedMessage = z.object({
  seq: z.number().int().positive(),
  parent: z.number().int().nonnegative(),
  active: z.boolean(),
  state: z.enum(["done", "interrupted"]),
  item: ThreadItem,
});
export type ExportedMessage = z.infer<typeof ExportedMessage>;

export const ExportedConversation = z.object({
  id: z.string().min(1).max(200),
  title: z.string().max(1_000).nullable(),
  title_source: z.enum(["auto", "user"]),
  created_at: Instant,
  updated_at: Instant,
  status: ThreadStatus,
  folder: z.string().min(1).max(200).nullable(),
  pinned_at: Instant.nullable(),
  archived_at: Instant.nullable(),
});
export type ExportedConversation = z.infer<typeof ExportedConversation>;
