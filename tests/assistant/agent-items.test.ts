import { describe, expect, test } from "vitest";
import { applyEvent } from "#app/chatkit/transcript.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { answerIn, doneIn, outline, turnIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent();

// chatkit-python: test_stream_agent_response_maps_events
test.each(["responses", "chat_completions"] as const)(
  "A tool call is a task that is loading, then complete (%s)",
  async (api) => {
    const create = { calls: [{ name: "create_task", arguments: { title: "Buy milk" } }] };
    const chat = agent.start([create, { says: "Added." }], { api });
    const events = turnIn(await chat.send("Buy milk"));
    const task = (status_indicator: string) => ({ type: "custom", title: "Adding a task", status_indicator });
    expect(events.slice(0, 5)).toMatchObject([
      { type: "progress_update", text: "Adding a task" },
      { type: "thread.item.added", item: { workflow: { type: "custom", tasks: [task("loading")] } } },
      { type: "client_effect", name: "tasks.changed" },
      { type: "thread.item.updated", update: { type: "workflow.task.updated", task: task("complete") } },
      { type: "thread.item.done", item: { type: "workflow" } },
    ]);
  },
);

describe("Citations", () => {
  const url = {
    type: "url_citation",
    url: "https://example.com/a",
    title: "Example",
    start_index: 1,
    end_index: 5,
  };
  const citations = [
    { type: "file_citation", file_id: "file_1", filename: "", index: 0 },
    { type: "file_citation", file_id: "file_2", filename: "notes.txt", index: 2 },
    {
      type: "container_file_citation",
      container_id: "c",
      file_id: "f",
      filename: "plot.csv",
      start_index: 0,
      end_index: 3,
    },
    url,
    url,
    { ...url, url: "javascript:alert(1)" },
    { type: "file_path", file_id: "file_3", index: 0 },
  ];
  const file = (name: string, index: number) => ({
    type: "annotation",
    source: { type: "file", filename: name, title: name },
    index,
  });
  const annotations = [
    file("notes.txt", 2),
    file("plot.csv", 3),
    { type: "annotation", source: { type: "url", url: "https://example.com/a", title: "Example" }, index: 5 },
  ];

  // chatkit-python: test_stream_agent_response_emits_annotation_added_events,
  // test_stream_agent_response_annotation_added_normalizes_annotations
  test("become annotations, without unknown and duplicate ones", async () => {
    const chat = agent.start([{ output: [{ writes: [{ text: "As they say.", citations }] }] }]);
    const events = await chat.send("Hi");
    const added = events.flatMap((event) =>
      event.type === "thread.item.updated" &&
      event.update.type === "assistant_message.content_part.annotation_added"
        ? [[event.update.annotation_index, event.update.annotation]]
        : [],
    );
    expect(added).toEqual([...annotations.entries()]);
    expect(doneIn(events)).toMatchObject([{ content: [{ text: "As they say.", annotations }] }]);
  });

  test("stay with the text when its part is finished", async () => {
    const chat = agent.start([{ output: [{ writes: [{ text: "As they say.", citations }] }] }]);
    const part = (await chat.send("Hi")).flatMap((event) =>
      event.type === "thread.item.updated" && event.update.type === "assistant_message.content_part.done"
        ? [event.update.content]
        : [],
    );
    expect(part).toEqual([{ type: "output_text", text: "As they say.", annotations }]);
  });
});

describe.each(["responses", "chat_completions"] as const)("A task that a tool changed (%s)", (api) => {
  const create = { calls: [{ name: "create_task", arguments: { title: "Buy milk" } }] };
  const added = (events: ThreadStreamEvent[]) =>
    events.flatMap((event) =>
      event.type === "thread.item.updated" &&
      event.update.type === "assistant_message.content_part.annotation_added"
        ? [event.update.annotation]
        : [],
    );

  test("is annotated once in the answer that names it", async () => {
    const chat = agent.start([create, { says: "I added **buy milk** to your list. Enjoy buy milk." }], {
      api,
    });
    const events = await chat.send("Buy milk");
    const reference = {
      type: "annotation",
      index: "I added **buy milk".length,
      source: { type: "entity", title: "Buy milk", id: expect.stringMatching(/^task_/), interactive: true },
    };
    expect(added(events)).toMatchObject([reference]);
    const stored = await agent.stored(chat);
    expect(stored.at(-1)).toMatchObject({ content: [{ annotations: [reference] }] });
    expect(events.reduce<ThreadItem[]>((items, event) => applyEvent(items, event), [])).toEqual(stored);
  });

  test("is not annotated when it was deleted, or when the answer doesn't name it", async () => {
    const task = await agent.addTask({ title: "Buy bread" });
    const remove = { calls: [{ name: "delete_task", arguments: { id: task.id } }] };
    const chat = agent.start([create, remove, { says: "Buy bread is gone." }], { api });
    expect(added(await chat.send("Tidy up"))).toEqual([]);
  });
});

// chatkit-python: test_stream_agent_response_assistant_message_content_types
test("A message keeps its parts, and a refusal is one of them", async () => {
  const chat = agent.start([
    { output: [{ writes: [{ text: "First." }, { text: "Second." }, { refusal: "Not that." }] }] },
  ]);
  const events = await chat.send("Hi");
  expect(doneIn(events)).toMatchObject([
    { content: [{ text: "First." }, { text: "Second." }, { text: "Not that." }] },
  ]);
  expect(chat.logged).toEqual([]);
});

test("A refusal alone is a complete answer", async () => {
  const chat = agent.start([{ output: [{ writes: [{ refusal: "I can't help with that." }] }] }]);
  const events = await chat.send("Hi");
  expect(answerIn(events)).toBe("I can't help with that.");
  expect(doneIn(events)).toHaveLength(1);
  expect(chat.logged).toEqual([]);
});

test("Hosted searches are tasks with their queries and sources", async () => {
  const chat = agent.start([
    {
      output: [
        { searches: "weather in Rome", sources: ["https://example.com/rome", "ftp://example.com"] },
        { searchesFiles: "rome", found: ["rome.pdf", "rome.pdf", "italy.pdf"] },
      ],
      says: "Sunny.",
    },
  ]);
  const events = await chat.send("Weather?");
  expect(doneIn(events)[0]).toMatchObject({
    workflow: {
      type: "custom",
      tasks: [
        {
          type: "web_search",
          title_query: "weather in Rome",
          queries: ["weather in Rome"],
          sources: [{ type: "url", url: "https://example.com/rome", title: "example.com" }],
          status_indicator: "complete",
        },
        {
          type: "file",
          sources: [{ filename: "rome.pdf" }, { filename: "italy.pdf" }],
          status_indicator: "complete",
        },
      ],
    },
  });
  expect(outline(events).slice(0, 4)).toEqual([
    "added workflow",
    "task.updated",
    "task.added",
    "task.updated",
  ]);
});

describe("An image", () => {
  // chatkit-python: test_stream_agent_response_image_generation_events
  test("streams its previews, then the final image", async () => {
    const chat = agent.start([{ output: [{ draws: "d2hvbGU=", previews: ["cGFydA=="] }], says: "Here." }]);
    const events = turnIn(await chat.send("Draw a cat"));
    expect(events.slice(0, 3)).toMatchObject([
      { type: "thread.item.added", item: { type: "generated_image" } },
      {
        update: {
          type: "generated_image.updated",
          image: { url: "data:image/png;base64,cGFydA==" },
          progress: 0,
        },
      },
      { type: "thread.item.done", item: { image: { url: expect.stringMatching(/^attachment:atc_/) } } },
    ]);
    const [added] = events;
    expect(added && "item" in added && added.item).not.toHaveProperty("image");
  });

  test("that fails is removed", async () => {
    const chat = agent.start([{ output: [{ draws: null }], says: "Sorry." }]);
    expect(outline(await chat.send("Draw a cat")).slice(0, 2)).toEqual(["added generated_image", "removed"]);
    expect(await agent.stored(chat)).toMatchObject([{ type: "user_message" }, { type: "assistant_message" }]);
  });
});

test("A reload shows the streamed items in the same order", async () => {
  const chat = agent.start([
    {
      output: [{ thinks: ["Hm."] }, { searches: "cats" }],
      calls: [{ name: "list_tasks", arguments: { state: "all" } }],
    },
    { output: [{ thinks: ["So."] }, { draws: "d2hvbGU=" }, { writes: [{ text: "A." }, { text: "B." }] }] },
  ]);
  const events = await chat.send("Go");
  const folded = events.reduce<ThreadItem[]>((items, event) => applyEvent(items, event), []);
  const stored = await agent.stored(chat);
  expect(folded).toEqual(stored);
  expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
});
