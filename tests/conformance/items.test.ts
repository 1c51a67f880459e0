import { expect, test } from "vitest";

import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { WidgetItem, WorkflowItem } from "#app/chatkit/protocol/items.ts";
import type { CustomTask } from "#app/chatkit/protocol/workflows.ts";
import { added, assistant, done, NOW, outline, says, user } from "#app/chatkit/testing/harness.ts";
import { card, text } from "#app/chatkit/widgets/builders.ts";

import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();

// chatkit-python: test_thread_item_removed_event_removes_item
test("a removed item is no longer in the thread", async () => {
  const client = await play({
    respond: (thread) =>
      says(done(user("gone", "Not for long", thread.id)), { type: "thread.item.removed", item_id: "gone" }),
  });
  const { threadId, events } = await client.start();
  expect(outline(events).slice(3)).toEqual(["thread.item.done gone", "thread.item.removed gone"]);
  expect((await client.items(threadId)).map((item) => item.id)).not.toContain("gone");
});

// chatkit-python: test_thread_item_replaced_event_replaces_item
test("a replaced item keeps its place, also when its type changes", async () => {
  const client = await play({
    respond: (thread) =>
      says(done(user("swapped", "Before", thread.id)), done(assistant("later", "Later", thread.id)), {
        type: "thread.item.replaced",
        item: assistant("swapped", "After", thread.id),
      }),
  });
  const { threadId, events } = await client.start();
  expect(events.at(-1)).toEqual({
    type: "thread.item.replaced",
    item: assistant("swapped", "After", threadId),
  });
  const items = await client.items(threadId);
  expect(items.slice(1)).toEqual([
    assistant("swapped", "After", threadId),
    assistant("later", "Later", threadId),
  ]);
});

// chatkit-python: test_thread_item_replaced_event_with_widget
test("a replaced widget is sent and stored", async () => {
  const widget = (threadId: string, value: string): WidgetItem => ({
    type: "widget",
    id: "swapped_widget",
    thread_id: threadId,
    created_at: NOW,
    widget: card([text(value)]),
  });
  const client = await play({
    respond: (thread) =>
      says(done(widget(thread.id, "Before")), {
        type: "thread.item.replaced",
        item: widget(thread.id, "After"),
      }),
  });
  const { threadId, events } = await client.start();
  expect(events.at(-1)).toEqual({ type: "thread.item.replaced", item: widget(threadId, "After") });
  expect((await client.items(threadId)).slice(1)).toEqual([widget(threadId, "After")]);
});

// chatkit-python: test_workflow_task_not_duplicated_on_done_event
test("a task added to a workflow is in the finished workflow once", async () => {
  const client = await play({
    async *respond(thread): AsyncGenerator<ThreadStreamEvent> {
      const item: WorkflowItem = {
        type: "workflow",
        id: "workflow",
        thread_id: thread.id,
        created_at: NOW,
        workflow: { type: "custom", tasks: [], expanded: false },
      };
      yield added(item);
      const task: CustomTask = { type: "custom", title: "Look", content: "around", status_indicator: "none" };
      yield {
        type: "thread.item.updated",
        item_id: item.id,
        update: { type: "workflow.task.added", task, task_index: 0 },
      };
      item.workflow.tasks.push(task);
      yield done(item);
    },
  });
  const { threadId, events } = await client.start();
  const workflow = { tasks: [{ title: "Look", content: "around" }] };
  expect(events[3]).toMatchObject({ type: "thread.item.added", item: { workflow: { tasks: [] } } });
  expect(events.at(-1)).toMatchObject({ type: "thread.item.done", item: { workflow } });
  expect((await client.items(threadId)).at(-1)).toMatchObject({ id: "workflow", workflow });
});
