import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { type LoggedEvent, type LogRow, packed, unpacked } from "#db/queries/event-log.ts";

/** Events that are kept as they are, because followers are about to ask for them. */
const RECENT = 100;
/** Events that are packed at once. */
const PACK = 50;

/** All events of a run under way. Those that most followers have got are packed as in the log of the database. */
export class EventBuffer {
  #rows: LogRow[] = [];
  #recent: LoggedEvent[] = [];
  /** The number of the last event that is packed. */
  #packedTo = 0;

  get length(): number {
    return this.#packedTo + this.#recent.length;
  }

  append(event: ThreadStreamEvent): void {
    this.#recent.push({ seq: this.length + 1, event });
    if (this.#recent.length < RECENT + PACK) return;
    this.#rows.push(...packed(this.#recent.splice(0, PACK)));
    this.#packedTo += PACK;
  }

  /** Events with a number greater than `after`. */
  since(after: number): LoggedEvent[] {
    const recent = this.#recent.slice(Math.max(0, after - this.#packedTo));
    if (after >= this.#packedTo) return recent;
    // They were typed when they were packed.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const earlier = unpacked(this.#rows, after) as LoggedEvent[];
    return [...earlier, ...recent];
  }
}
