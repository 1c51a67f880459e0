import type { ThreadStreamEvent } from "../../protocol/events.ts";
import type { WorkflowItem } from "../../protocol/items.ts";
import type { ThreadItemUpdate } from "../../protocol/updates.ts";
import type { Task, Workflow } from "../../protocol/workflows.ts";

type Events<Result = void> = Generator<ThreadStreamEvent, Result>;

/** Writes the events of a workflow: what the assistant thinks and does before it answers. */
export class WorkflowWriter {
  readonly #began = new Date();
  readonly #id: string;
  readonly #threadId: string;
  readonly type: Workflow["type"];
  #tasks: Task[] = [];
  /** The index of a tool call's task, by call id. */
  #indexes = new Map<string, number>();

  constructor(id: string, threadId: string, type: Workflow["type"]) {
    this.#id = id;
    this.#threadId = threadId;
    this.type = type;
  }

  get size(): number {
    return this.#tasks.length;
  }

  /** A reasoning workflow appears at once, others with their first task (chatkit-python `AgentContext`). */
  *open(): Events {
    if (this.type === "reasoning") yield { type: "thread.item.added", item: this.#item() };
  }

  /** @returns the task's index */
  *add(task: Task): Events<number> {
    const task_index = this.#tasks.push(task) - 1;
    yield this.type !== "reasoning" && task_index === 0
      ? { type: "thread.item.added", item: this.#item() }
      : this.#update({ type: "workflow.task.added", task_index, task });
    return task_index;
  }

  /** Adds or updates the task of a tool call. */
  *put(callId: string, task: Task): Events {
    const index = this.#indexes.get(callId);
    if (index === undefined) this.#indexes.set(callId, yield* this.add(task));
    else yield* this.replace(index, task);
  }

  *complete(callId: string, content?: string): Events {
    const task = this.#tasks[this.#indexes.get(callId) ?? -1];
    if (!task) return;
    const done = { ...task, status_indicator: "complete" as const };
    yield* this.put(callId, done.type === "custom" && content ? { ...done, content } : done);
  }

  *replace(task_index: number, task: Task): Events {
    this.#tasks = this.#tasks.with(task_index, task);
    yield this.#update({ type: "workflow.task.updated", task_index, task });
  }

  /** Finishes the workflow, collapsed and with its duration. Unfinished tasks stop showing as loading. */
  *end(): Events {
    this.#tasks = this.#tasks.map((task) =>
      task.status_indicator === "loading" ? { ...task, status_indicator: "none" } : task,
    );
    const duration = Math.trunc((Date.now() - this.#began.getTime()) / 1000);
    yield { type: "thread.item.done", item: this.#item({ summary: { duration } }) };
  }

  #item(more: Partial<Workflow> = {}): WorkflowItem {
    return {
      type: "workflow",
      id: this.#id,
      thread_id: this.#threadId,
      created_at: this.#began.toISOString(),
      workflow: { type: this.type, tasks: [...this.#tasks], expanded: false, ...more },
    };
  }

  #update(update: ThreadItemUpdate): ThreadStreamEvent {
    return { type: "thread.item.updated", item_id: this.#id, update };
  }
}
