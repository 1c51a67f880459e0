import { z } from "zod";
import { JsonObject, Timestamp } from "./common.ts";
import { ThreadItem } from "./items.ts";

export const ThreadStatus = z.discriminatedUnion("type", [
  z.object({ type: z.literal("active") }),
  z.object({ type: z.literal("locked"), reason: z.string().optional() }),
  z.object({ type: z.literal("closed"), reason: z.string().optional() }),
]);
export type ThreadStatus = z.infer<typeof ThreadStatus>;

/** A page of records. `after` is the cursor of the next page, present when there is one. */
export const pageOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.object({ data: z.array(schema), has_more: z.boolean(), after: z.string().optional() });
export interface Page<T> {
  data: T[];
  has_more: boolean;
  after?: string | undefined;
}

const threadFields = {
  id: z.string(),
  title: z.string().optional(),
  created_at: Timestamp,
  status: ThreadStatus.default({ type: "active" }),
  /** Hosts of images that answers may show. Absent: the client's defaults. */
  allowed_image_domains: z.array(z.string()).optional(),
};

/** A thread as the server stores it, without items. `metadata` is the app's and is never sent to a client. */
export const ThreadMetadata = z.object({ ...threadFields, metadata: JsonObject.default({}) });
export type ThreadMetadata = z.infer<typeof ThreadMetadata>;

/**
 * A thread as clients see it, with a page of visible items. Its `metadata` is always empty, as in
 * chatkit-python; clients may expect the field.
 */
export const Thread = z.object({
  ...threadFields,
  metadata: JsonObject.optional(),
  items: pageOf(ThreadItem),
});
export type Thread = z.infer<typeof Thread>;
