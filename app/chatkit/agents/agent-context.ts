import type { ToolToFinalOutputFunction } from "@openai/agents";
import type { ClientToolCallItem, StructuredInputItem } from "../protocol/items.ts";
import type { IconName } from "../protocol/icons.ts";
import type { StructuredInput } from "../protocol/structured-input.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import type { WidgetRoot } from "../protocol/widgets.ts";
import type { Store, StoreItemType } from "../store.ts";
import { streamWidget } from "../widgets/stream.ts";
import type { ToolOutput } from "./run-events.ts";

export interface AgentContextOptions<Context> {
  thread: ThreadMetadata;
  store: Store<Context>;
  /** Of the request. */
  context: Context;
}

/**
 * What the tools of an agent get as the context of their run, to send things into the conversation while the model
 * works (chatkit-python `AgentContext`). One for each turn.
 */
export class AgentContext<Context = unknown> {
  /** Its title, status and metadata may be changed. */
  readonly thread: ThreadMetadata;
  readonly store: Store<Context>;
  /** The context of the request: the user. */
  readonly request: Context;
  /** What was sent and isn't passed on yet. For `streamAgentRun`. */
  readonly output: ToolOutput[] = [];
  #ending: ClientToolCallItem | StructuredInputItem | undefined;
  #wake: (() => void) | undefined;

  constructor({ thread, store, context }: AgentContextOptions<Context>) {
    this.thread = thread;
    this.store = store;
    this.request = context;
  }

  /** For the agent's `toolUseBehavior`: ends the run when the page or the user has to continue the turn. */
  readonly toolUseBehavior: ToolToFinalOutputFunction = () =>
    this.#ending
      ? { isFinalOutput: true, isInterrupted: undefined, finalOutput: "" }
      : { isFinalOutput: false, isInterrupted: undefined };

  /** The item that ends the turn: a call of a tool of the page, or questions to the user. */
  get ending(): ClientToolCallItem | StructuredInputItem | undefined {
    return this.#ending;
  }

  newId(type: StoreItemType): string {
    return this.store.generateId(type, this.request);
  }

  /** Sends an event, or several that are still to come; the model's own wait for those. */
  stream(output: ToolOutput): void {
    this.output.push(output);
    this.#wake?.();
  }

  /** Shows a widget, or one that changes. */
  streamWidget(widget: WidgetRoot | AsyncIterable<WidgetRoot>, copyText?: string): void {
    this.stream(streamWidget(this.thread, widget, { id: this.newId("widget"), copyText }));
  }

  /** Says what is being done, until the next item comes. */
  progress(text: string, icon?: IconName): void {
    this.stream(icon ? { type: "progress_update", text, icon } : { type: "progress_update", text });
  }

  /**
   * Has the page run one of its tools. That ends the turn; its output starts the next one. The first call or question of
   * a turn counts.
   *
   * @param call.callId of the model's call: `details.toolCall.callId` in the tool
   * @returns whether it was the first
   */
  callClientTool(call: { callId: string; name: string; arguments: Record<string, unknown> }): boolean {
    const { callId: call_id, name, arguments: given } = call;
    return this.#endWith({
      type: "client_tool_call",
      ...this.#fields("tool_call"),
      status: "pending",
      call_id,
      name,
      arguments: given,
    });
  }

  /**
   * Asks the user with a form. That ends the turn; the answers start the next one.
   *
   * @returns whether it was the first call or question of the turn
   */
  ask(inputs: StructuredInput[]): boolean {
    return this.#endWith({
      type: "structured_input",
      ...this.#fields("structured_input"),
      status: "pending",
      inputs,
    });
  }

  /** Resolves when there is output to pass on. For `streamAgentRun`. */
  waitForOutput(): Promise<void> {
    if (this.output.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #endWith(item: ClientToolCallItem | StructuredInputItem): boolean {
    if (this.#ending) return false;
    this.#ending = item;
    return true;
  }

  #fields(type: StoreItemType) {
    return { id: this.newId(type), thread_id: this.thread.id, created_at: new Date().toISOString() };
  }
}
