import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThoughtTask } from "#app/chatkit/protocol/workflows.ts";
import type { ThoughtDelta, ThoughtDone } from "./response-events.ts";
import type { Steps } from "./workflow-writer.ts";

const thought = (content: string): ThoughtTask => ({ type: "thought", content, status_indicator: "none" });

/**
 * Summaries of what a model thinks, as tasks of a workflow. The first one is shown while it grows, so that
 * there is something to read early; each later one when it is complete (chatkit-python
 * `stream_agent_response`).
 */
export class Thoughts {
  #growing: { key: string; steps: Steps; index: number; content: string } | undefined;

  *delta(steps: Steps, event: ThoughtDelta): Generator<ThreadStreamEvent> {
    if (steps.type === "reasoning" && steps.size === 0) {
      const index = yield* steps.add(thought(event.delta));
      this.#growing = { key: keyOf(event), steps, index, content: event.delta };
    } else if (this.#growing?.key === keyOf(event) && this.#growing.steps === steps) {
      this.#growing.content += event.delta;
      yield* steps.replace(this.#growing.index, thought(this.#growing.content));
    }
  }

  *done(steps: Steps, event: ThoughtDone): Generator<ThreadStreamEvent> {
    if (this.#growing?.key === keyOf(event) && this.#growing.steps === steps) {
      const { index } = this.#growing;
      this.#growing = undefined;
      yield* steps.replace(index, thought(event.text));
    } else {
      yield* steps.add(thought(event.text));
    }
  }
}

function keyOf({ item_id: id, summary_index: index }: ThoughtDelta | ThoughtDone): string {
  return `${id} ${index}`;
}
