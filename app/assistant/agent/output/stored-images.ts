import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { storeGenerated } from "#app/files/generated.ts";
import type { Database } from "#db/types.ts";

/**
 * Stores the finished images among the events. Models send them as data URLs; an item that is kept refers to the file. The
 * previews of an image are sent as they come and aren't kept.
 */
export async function* withStoredImages(
  events: AsyncIterable<ThreadStreamEvent>,
  { db, currentUser }: { db: Database; currentUser: () => Promise<string> },
): AsyncGenerator<ThreadStreamEvent> {
  for await (const event of events) {
    const { item } = event.type === "thread.item.done" ? event : {};
    if (event.type !== "thread.item.done" || item?.type !== "generated_image" || !item.image) {
      yield event;
      continue;
    }
    const url = await storeGenerated(db, { userId: await currentUser(), url: item.image.url });
    yield url === undefined ? event : { ...event, item: { ...item, image: { ...item.image, url } } };
  }
}
