import { patchWidget } from "./widgets/tree.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import type {
  AssistantMessageContent,
  AssistantMessageItem,
  ThreadItem,
  WidgetItem,
  WorkflowItem,
} from "./protocol/items.ts";
import type * as Updates from "./protocol/updates.ts";
import type { WidgetComponent } from "./protocol/widgets.ts";

/** A larger index is ignored: padding up to it could exhaust the memory. */
const MAX_INDEX = 10_000;

/** Whether an item is a note to the model, which is never sent to clients. */
export function isHidden(item: Pick<ThreadItem, "type">): boolean {
  return item.type === "hidden_context_item" || item.type === "sdk_hidden_context";
}

const NEVER_DRAWN: ReadonlySet<ThreadItem["type"]> = new Set(["client_tool_call", "end_of_turn"]);

/** Whether a client draws the item. */
export function isDrawn(item: ThreadItem): boolean {
  return !isHidden(item) && !NEVER_DRAWN.has(item.type);
}

/**
 * The transcript after an event. Unchanged items are shared with `items`; an event that changes nothing returns
 * `items` itself.
 *
 * Applying all events of a turn gives what a reload shows if items are finished in the order in which they were
 * added: the store orders items by when they were finished.
 */
export function applyEvent(items: ThreadItem[], event: ThreadStreamEvent): ThreadItem[] {
  switch (event.type) {
    case "thread.item.added":
    case "thread.item.done":
    case "thread.item.replaced":
      return isHidden(event.item) ? without(items, event.item.id) : put(items, event.item);
    case "thread.item.removed":
      return without(items, event.item_id);
    case "thread.item.updated": {
      const item = items.find((candidate) => candidate.id === event.item_id);
      return item ? put(items, applyUpdate(item, event.update)) : items;
    }
    default:
      return items;
  }
}

/** The item after an update. The same object when the update is for another type of item. */
export function applyUpdate(item: ThreadItem, update: Updates.ThreadItemUpdate): ThreadItem {
  switch (update.type) {
    case "assistant_message.content_part.added":
    case "assistant_message.content_part.done":
    case "assistant_message.content_part.text_delta":
    case "assistant_message.content_part.annotation_added":
      return item.type === "assistant_message" ? updateMessage(item, update) : item;
    case "widget.streaming_text.value_delta":
    case "widget.component.updated":
    case "widget.root.updated":
      return item.type === "widget" ? updateWidget(item, update) : item;
    case "workflow.task.added":
    case "workflow.task.updated":
      return item.type === "workflow" ? updateWorkflow(item, update) : item;
    case "generated_image.updated":
      return item.type === "generated_image" ? { ...item, image: update.image } : item;
  }
}

type MessageUpdate =
  | Updates.ContentPartAdded
  | Updates.ContentPartDone
  | Updates.ContentPartTextDelta
  | Updates.ContentPartAnnotationAdded;

function updateMessage(item: AssistantMessageItem, update: MessageUpdate): AssistantMessageItem {
  if (!isIndex(update.content_index)) return item;
  const content = [...item.content];
  // An update may come before its part was added (chatkit-python pads in the same way).
  while (content.length <= update.content_index)
    content.push({ type: "output_text", text: "", annotations: [] });
  const part = content[update.content_index];
  if (part) content[update.content_index] = updatePart(part, update);
  return { ...item, content };
}

function updatePart(part: AssistantMessageContent, update: MessageUpdate): AssistantMessageContent {
  switch (update.type) {
    case "assistant_message.content_part.added":
    case "assistant_message.content_part.done":
      return update.content;
    case "assistant_message.content_part.text_delta":
      return { ...part, text: part.text + update.delta };
    case "assistant_message.content_part.annotation_added":
      return { ...part, annotations: inserted(part.annotations, update.annotation_index, update.annotation) };
  }
}

type WidgetUpdate = Updates.WidgetTextDelta | Updates.WidgetComponentUpdated | Updates.WidgetRootUpdated;

function updateWidget(item: WidgetItem, update: WidgetUpdate): WidgetItem {
  if (update.type === "widget.root.updated") return { ...item, widget: update.widget };
  const widget = patchWidget(item.widget, (node) => {
    if (node.id !== update.component_id) return undefined;
    return update.type === "widget.component.updated" ? update.component : appendText(node, update);
  });
  return widget === item.widget ? item : { ...item, widget };
}

function appendText(node: WidgetComponent, update: Updates.WidgetTextDelta): WidgetComponent | undefined {
  if (node.type !== "Text" && node.type !== "Markdown") return undefined;
  const value = node.value + update.delta;
  return update.done && node.streaming ? { ...node, value, streaming: false } : { ...node, value };
}

function updateWorkflow(
  item: WorkflowItem,
  update: Updates.WorkflowTaskAdded | Updates.WorkflowTaskUpdated,
): WorkflowItem {
  const { tasks } = item.workflow;
  if (update.type === "workflow.task.added") {
    return {
      ...item,
      workflow: { ...item.workflow, tasks: inserted(tasks, update.task_index, update.task) },
    };
  }
  if (!(update.task_index in tasks)) return item;
  return { ...item, workflow: { ...item.workflow, tasks: tasks.with(update.task_index, update.task) } };
}

/** Inserts at the index, or at the end of a shorter list. */
function inserted<T>(list: T[], index: number, value: T): T[] {
  return list.toSpliced(isIndex(index) ? Math.min(index, list.length) : list.length, 0, value);
}

function isIndex(index: number): boolean {
  return Number.isInteger(index) && index >= 0 && index <= MAX_INDEX;
}

function put(items: ThreadItem[], item: ThreadItem): ThreadItem[] {
  const index = items.findIndex((candidate) => candidate.id === item.id);
  if (index < 0) return [...items, item];
  return items[index] === item ? items : items.with(index, item);
}

function without(items: ThreadItem[], id: string): ThreadItem[] {
  return items.some((item) => item.id === id) ? items.filter((item) => item.id !== id) : items;
}

/** The unfinished items after one more event: those that were added and are not yet done. Pure. */
export function applyToPending(items: ThreadItem[], event: ThreadStreamEvent): ThreadItem[] {
  switch (event.type) {
    case "thread.item.added":
    case "thread.item.updated":
    case "thread.item.removed":
      return applyEvent(items, event);
    case "thread.item.done":
    case "thread.item.replaced":
      return without(items, event.item.id);
    default:
      return items;
  }
}
