import type { FileTask, SearchTask } from "#app/chatkit/protocol/workflows.ts";
import { urlSource } from "./annotations.ts";
import { type FileSearchCall, searchUrls, type WebSearchCall } from "./response-events.ts";

type Status = SearchTask["status_indicator"];

/** A search that the model's server does itself, as a task. */
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
