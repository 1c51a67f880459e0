import type { ThreadStreamEvent } from "../../protocol/events.ts";
import type { FileTask, SearchTask, ThoughtTask } from "../../protocol/workflows.ts";
import {
  type FileSearchCall,
  type ReasoningSummaryDelta,
  type ReasoningSummaryDone,
  searchUrls,
  type WebSearchCall,
} from "./response-events.ts";
import type { WorkflowWriter } from "./workflow-writer.ts";
import { urlSource } from "./annotations.ts";

const thought = (content: string): ThoughtTask => ({ type: "thought", content, status_indicator: "none" });

/**
 * Writes reasoning summaries as tasks of a workflow. The first one is streamed, so that there is something to
 * read early; later ones are added when they are complete (chatkit-python `stream_agent_response`).
 */
export class ReasoningSummaries {
  #growing: { key: string; steps: WorkflowWriter; index: number; content: string } | undefined;

  *delta(steps: WorkflowWriter, event: ReasoningSummaryDelta): Generator<ThreadStreamEvent> {
    if (steps.type === "reasoning" && steps.size === 0) {
      const index = yield* steps.add(thought(event.delta));
      this.#growing = { key: keyOf(event), steps, index, content: event.delta };
    } else if (this.#growing?.key === keyOf(event) && this.#growing.steps === steps) {
      this.#growing.content += event.delta;
      yield* steps.replace(this.#growing.index, thought(this.#growing.content));
    }
  }

  *done(steps: WorkflowWriter, event: ReasoningSummaryDone): Generator<ThreadStreamEvent> {
    if (this.#growing?.key === keyOf(event) && this.#growing.steps === steps) {
      const { index } = this.#growing;
      this.#growing = undefined;
      yield* steps.replace(index, thought(event.text));
    } else {
      yield* steps.add(thought(event.text));
    }
  }
}

function keyOf({ item_id: id, summary_index: index }: ReasoningSummaryDelta | ReasoningSummaryDone): string {
  return `${id} ${index}`;
}

type Status = SearchTask["status_indicator"];

/** The task of a hosted web or file search. */
export function searchTask(
  call: WebSearchCall | FileSearchCall,
  status_indicator: Status,
): SearchTask | FileTask {
  return call.type === "web_search_call" ? webTask(call, status_indicator) : fileTask(call, status_indicator);
}

function webTask(call: WebSearchCall, status_indicator: Status): SearchTask {
  const { query, queries } = call.action ?? {};
  const all = [...new Set([...(query ? [query] : []), ...(queries ?? [])])];
  const [first] = all;
  return {
    type: "web_search",
    title: "Searching the web",
    ...(first ? { title_query: first } : {}),
    queries: all,
    sources: [...new Set(searchUrls(call))].flatMap((url) => urlSource(url) ?? []),
    status_indicator,
  };
}

function fileTask({ results }: FileSearchCall, status_indicator: Status): FileTask {
  const names = new Set((results ?? []).flatMap(({ filename }) => filename || []));
  return {
    type: "file",
    title: "Searching files",
    sources: [...names].map((name) => ({ type: "file", filename: name, title: name })),
    status_indicator,
  };
}
