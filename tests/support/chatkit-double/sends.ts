import type { UserMessageContent } from "@openai/chatkit";
import type { StructuredInputItem, ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { DoubleComposer } from "./composer.ts";
import type { ElementHost, ServerAction } from "./host.ts";
import { named } from "./settings.ts";
import type { ThreadView } from "./thread-view.ts";
import type { DoubleThreads } from "./threads.ts";
import { dropOptimistic, readTurn, type StreamHost } from "./turn-stream.ts";

/** What the user sends in the thread on the screen: messages, answers, actions, and retries. */
export class DoubleSends {
  readonly #host: ElementHost;
  readonly #threads: DoubleThreads;
  readonly #composer: DoubleComposer;

  constructor(host: ElementHost, threads: DoubleThreads, composer: DoubleComposer) {
    this.#host = host;
    this.#threads = threads;
    this.#composer = composer;
  }

  message(content: UserMessageContent[]): Promise<void> {
    const view = this.#threads.shown;
    const input = {
      content,
      quoted_text: "",
      attachments: this.#composer.attachments.take(),
      inference_options: this.#composer.inferenceOptions(),
    };
    this.#composer.sent();
    view.items = [
      ...view.items,
      {
        type: "user_message",
        id: `client_${Math.random().toString(36).slice(2)}`,
        thread_id: view.id ?? "",
        created_at: new Date().toISOString(),
        content: content.map(({ text }) => ({ type: "input_text", text })),
        attachments: [],
        inference_options: {},
      },
    ];
    return this.#stream(
      view,
      view.id === null
        ? { type: "threads.create", params: { input } }
        : { type: "threads.add_user_message", params: { input, thread_id: view.id } },
    );
  }

  answer(item: StructuredInputItem, input: object): Promise<void> {
    const view = this.#threads.shown;
    view.put({ ...item, status: "answered" });
    const params = { thread_id: view.id, item_id: item.id, input };
    return this.#stream(view, { type: "threads.add_structured_input", params });
  }

  action(action: ServerAction, itemId?: string): Promise<void> {
    const view = this.#threads.shown;
    const { type, payload, streaming = true } = action;
    const params = { item_id: itemId, action: { type, payload }, thread_id: view.id };
    if (!streaming) return this.#sync(view, { type: "threads.sync_custom_action", params });
    return this.#stream(view, { type: "threads.custom_action", params });
  }

  /** An action beside the conversation: its answer is the updated item; its failure is a toast, and no event. */
  async #sync(view: ThreadView, body: object): Promise<void> {
    const response = await this.#host.post(body).catch(() => undefined);
    const answer: { updated_item?: ThreadItem } | undefined = response?.ok
      ? await response.json()
      : undefined;
    if (answer?.updated_item) view.put(answer.updated_item);
    view.failure = answer ? "none" : "toast";
    this.#host.redraw();
  }

  retry(): void {
    const view = this.#threads.shown;
    const message = view.items.findLast((item) => item.type === "user_message");
    if (!message || view.failure === "retry that sends nothing") return;
    view.items = view.items.slice(0, view.items.indexOf(message) + 1);
    const params = { thread_id: view.id, item_id: message.id };
    void this.#stream(view, { type: "threads.retry_after_item", params });
  }

  async #stream(view: ThreadView, body: object): Promise<void> {
    const { emit, redraw } = this.#host;
    const aborter = new AbortController();
    view.response = aborter;
    view.failure = "none";
    view.canStop = false;
    const isSeen = () => this.#threads.shown === view;
    emit("response.start");
    redraw();
    const hadMessage = () =>
      view.items.some(({ type, id }) => type === "user_message" && !id.startsWith("client_"));
    const before = hadMessage() && !view.items.some(({ id }) => id.startsWith("client_"));
    const end = await readTurn(view, body, this.#streamHost(isSeen), aborter.signal);
    // The signal is aborted at the end of every stream, a good one as well.
    aborter.abort();
    view.response = undefined;
    const isConfirmed = before || !view.items.some(({ id }) => id.startsWith("client_"));
    dropOptimistic(view);
    const isAction = Reflect.get(body, "type") === "threads.custom_action";
    const mayRetry = end.kind === "failed" && !isAction && end.allowRetry;
    if (end.kind === "refused") view.failure = isAction || end.status === 429 ? "toast" : "none";
    if (end.kind === "failed") view.failure = isAction ? "toast" : "error";
    if (mayRetry) view.failure = isConfirmed ? "retry" : "retry that sends nothing";
    if (isSeen()) emit("response.end");
    // A failed action is a toast, and no event.
    if (end.kind === "failed" && !isAction && isSeen())
      emit("error", { error: named("StreamError", end.error.message) });
    redraw();
    if (end.kind === "ended" && end.toolOutput) {
      const params = { thread_id: view.id, result: (await end.toolOutput) ?? {} };
      await this.#stream(view, { type: "threads.add_client_tool_output", params });
    }
  }

  #streamHost(isSeen: () => boolean): StreamHost {
    const { emit, options, post, redraw } = this.#host;
    return {
      post,
      created: (made) => {
        this.#threads.keep(made);
        if (isSeen()) emit("thread.change", { threadId: made.id });
      },
      effect: (name, data) => emit("effect", { name, data }),
      clientTool: (name, params) => options().onClientTool?.({ name, params }),
      redraw: () => redraw(),
    };
  }
}
