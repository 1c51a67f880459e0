import type { ChatKitOptions, OpenAIChatKit, UserMessageContent } from "@openai/chatkit";
import type { StructuredInputItem, ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Page, Thread } from "#app/chatkit/protocol/threads.ts";
import { DoubleComposer } from "./composer.ts";
import { button, drawItem, renew } from "./draw.ts";
import { faultsOf } from "./options.ts";
import { named, settings, wait } from "./settings.ts";
import { ThreadView } from "./thread-view.ts";
import { dropOptimistic, readTurn, type StreamHost } from "./turn-stream.ts";

/** A load is answered from the client's own cache for this long. */
const CACHE_MS = 5000;
const LIST_LIMIT = 9999;
const PRIVATE_EVENTS = ["keydown", "keyup", "input", "click", "pointerdown", "pointerup", "wheel"];
const STYLE = `:host{display:block;height:100%}iframe{display:none}
  .frame{height:100%;display:flex;flex-direction:column;opacity:0}
  .messages{flex:1;overflow:auto;padding:92px 0 24px}.messages>*{width:min(738px,100%);margin:0 auto 36px}
  form{width:min(772px,100%);margin:0 auto;display:flex}textarea{flex:1}`;

type Methods = Pick<
  OpenAIChatKit,
  | "setOptions"
  | "focusComposer"
  | "setThreadId"
  | "sendCustomAction"
  | "sendUserMessage"
  | "setComposerValue"
  | "showHistory"
  | "hideHistory"
  | "fetchUpdates"
>;

export class ChatKitDouble extends HTMLElement implements Methods {
  #options: ChatKitOptions | undefined;
  #isDead = false;
  #frame: HTMLElement | undefined;
  /** Resolves when the frame has loaded: `chatkit.ready`. */
  readonly #loaded = Promise.withResolvers<void>();
  /** Resolves when the composer can be used: never on a dead frame. */
  readonly #alive = Promise.withResolvers<void>();
  readonly #views = new Map<string | null, ThreadView>([[null, new ThreadView(null)]]);
  #view = this.#viewOf(null);
  readonly #instance = Math.random().toString(36).slice(2);
  readonly #composer = new DoubleComposer({
    options: () => this.#current(),
    redraw: () => this.#draw(),
    input: () => this.#input(),
    answer: (item, input) => void this.#answer(item, input),
  });

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    root.innerHTML = `<style>${STYLE}</style>`;
    const document_ = document.createElement("iframe");
    document_.src = `https://cdn.platform.openai.com/deployments/chatkit/index-${settings.build}.html`;
    root.append(document_);
  }

  /** Once detached it stays blank, also when it is attached again. */
  disconnectedCallback(): void {
    this.#isDead = true;
    for (const view of this.#views.values()) view.response?.abort();
    this.#removeFrame();
  }

  /** The types promise no result, but a refusal rejects, and is an unhandled rejection where nobody listens. */
  setOptions(options: ChatKitOptions): void | Promise<void> {
    // The first options make the frame; an element that died of them is not revived.
    if (this.#isDead) return undefined;
    const faults = faultsOf(options);
    if (!this.#options) {
      this.#options = options;
      void this.#boot(faults);
      return undefined;
    }
    if (faults !== undefined) {
      // Refused as a whole and harmlessly: the old options stay.
      return Promise.reject(named("IntegrationError", `chatKit.setOptions(): ${faults}`));
    }
    this.#options = options;
    this.#draw();
    return undefined;
  }

  async #boot(faults: string | undefined): Promise<void> {
    const initial = this.#current().initialThread ?? null;
    await Promise.resolve();
    const isWorking = faults === undefined && settings.frame === "alive";
    if (initial !== null && isWorking) {
      this.#view = this.#viewOf(initial);
      void this.#load(this.#view);
    }
    await wait(settings.frameDelay);
    if (this.#isDead) return;
    if (!isWorking) {
      // The `load` of the frame: it comes for a document that failed, too.
      this.#emit("ready");
      await wait(3);
      if (faults !== undefined) this.#die(named("FatalAppError", `ChatKit.create():\n${faults}`));
      return;
    }
    this.#frame = document.createElement("div");
    this.#frame.className = "frame";
    // What happens in another document doesn't bubble into the page.
    for (const name of PRIVATE_EVENTS) this.#frame.addEventListener(name, (event) => event.stopPropagation());
    this.shadowRoot?.append(this.#frame);
    this.#draw();
    this.#emit("log", { name: "app.init" });
    this.#emit("ready");
    this.#loaded.resolve();
    void this.#fadeIn(this.#frame);
    if (this.#current().history?.enabled !== false) {
      void this.#post({ type: "threads.list", params: { limit: LIST_LIMIT, order: "desc" } });
    }
    void this.#verifyDomain();
    await wait(settings.composerDelay);
    this.#emit("log", { name: "composer.ready" });
    this.#alive.resolve();
  }

  /** A domain key that was refused, or could not be verified, removes the frame. */
  async #verifyDomain(): Promise<void> {
    if (settings.domain === "accepted") return;
    await wait(100);
    this.#die(
      settings.domain === "refused"
        ? named("IntegrationError", `Domain verification failed for ${location.origin}`)
        : named("DomainVerificationRequestError", "Failed to verify the domain"),
    );
  }

  #die(error: Error): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#removeFrame();
    this.#emit("error", { error });
  }

  #removeFrame(): void {
    this.#frame?.remove();
    this.#frame = undefined;
  }

  /** The frame fades its text in by itself when it becomes visible, and only then. */
  async #fadeIn(frame: HTMLElement): Promise<void> {
    while (!this.checkVisibility({ visibilityProperty: true })) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (this.#isDead) return;
    }
    await frame.animate([{ opacity: 0 }, { opacity: 1 }], { duration: settings.fadeMs, fill: "forwards" })
      .finished;
    frame.style.opacity = "1";
    frame.dataset.painted = "";
  }

  /** Events don't bubble. */
  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(`chatkit.${name}`, { detail }));
  }

  #current(): ChatKitOptions {
    if (!this.#options) throw new Error("setOptions() has not been called");
    return this.#options;
  }

  #viewOf(id: string | null): ThreadView {
    const view = this.#views.get(id) ?? new ThreadView(id);
    this.#views.set(id, view);
    return view;
  }

  #post(body: object, headers: Record<string, string> = {}, signal = new AbortController().signal) {
    const { api } = this.#current();
    if (!("url" in api) || !api.fetch) throw new Error("the double needs api.fetch");
    return api.fetch(api.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "accept-language": navigator.language,
        "chatkit-frame-instance-id": this.#instance,
        ...headers,
      },
      body: JSON.stringify(body),
      signal,
    });
  }

  /** Loads a thread, with all of its items. */
  async #load(view: ThreadView): Promise<void> {
    const { id } = view;
    if (id === null) return;
    this.#emit("thread.load.start", { threadId: id });
    try {
      if (Date.now() - view.loadedAt >= CACHE_MS) await this.#request(view, id);
      await this.#loaded.promise;
      this.#draw();
      this.#emit("thread.load.end", { threadId: id });
    } catch (error) {
      this.#views.delete(id);
      this.#emit("error", { error: named("InitialThreadLoadError", String(error)) });
    }
  }

  async #request(view: ThreadView, id: string): Promise<void> {
    const response = await this.#post({ type: "threads.get_by_id", params: { thread_id: id } });
    if (!response.ok) throw new Error(`threads.get_by_id: ${response.status}`);
    const thread: Thread = await response.json();
    const items = [...thread.items.data];
    let hasMore = thread.items.has_more;
    while (hasMore) {
      // Always the id of the last item so far, whatever `after` the page of items had.
      const params = { thread_id: id, limit: LIST_LIMIT, order: "asc", after: items.at(-1)?.id };
      const page: Page<ThreadItem> = await (await this.#post({ type: "items.list", params })).json();
      items.push(...page.data);
      hasMore = page.has_more;
    }
    view.items = items;
    view.title = thread.title ?? "";
    view.status = thread.status;
    view.loadedAt = Date.now();
  }

  async setThreadId(id: string | null): Promise<void> {
    await this.#loaded.promise;
    await wait(settings.messageDelay);
    if (this.#isDead || id === this.#view.id) return;
    const before = this.#view;
    before.draft = this.#input()?.value ?? before.draft;
    const isKept = id !== null && this.#views.has(id);
    if (id === null) this.#views.set(null, new ThreadView(null));
    this.#view = this.#viewOf(id);
    this.#emit("thread.change", { threadId: id });
    // The answer is read on in the background, without further events.
    if (before.response) this.#emit("response.end");
    this.#draw();
    const input = this.#input();
    if (input) input.value = this.#view.draft;
    if (id !== null && !isKept) await this.#load(this.#view);
  }

  async fetchUpdates(): Promise<void> {
    await this.#alive.promise;
    await this.#load(this.#view);
  }

  async setComposerValue(value: Parameters<OpenAIChatKit["setComposerValue"]>[0]): Promise<void> {
    await this.#alive.promise;
    await wait(settings.messageDelay);
    const input = this.#input();
    const { text, content, selectedToolId, selectedModelId } = value;
    // `text` is trimmed; without text or content the composer is emptied.
    if (input) input.value = content ? this.#composer.setContent(content) : (text ?? "").trim();
    if (selectedToolId !== undefined) this.#composer.tool = selectedToolId ?? undefined;
    if (selectedModelId !== undefined) this.#composer.model = selectedModelId;
    this.#draw();
  }

  async focusComposer(): Promise<void> {
    await this.#alive.promise;
    await wait(settings.messageDelay);
    const input = this.#input();
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  }

  async sendUserMessage({ text, newThread }: Parameters<OpenAIChatKit["sendUserMessage"]>[0]): Promise<void> {
    await this.#alive.promise;
    if (this.#view.response || this.#view.questions) throw new Error("ignored - already responding");
    if (newThread) await this.setThreadId(null);
    await this.#send(this.#composer.content(text ?? ""));
  }

  async sendCustomAction(action: { type: string; payload?: Record<string, unknown> }, itemId?: string) {
    await this.#alive.promise;
    const params = { item_id: itemId, action, thread_id: this.#view.id };
    await this.#stream(this.#view, { type: "threads.custom_action", params });
  }

  async showHistory(): Promise<void> {
    this.#emit("history.open");
  }
  async hideHistory(): Promise<void> {
    this.#emit("history.close");
  }

  #send(content: UserMessageContent[]): Promise<void> {
    const view = this.#view;
    const input = {
      content,
      quoted_text: "",
      attachments: [],
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

  #answer(item: StructuredInputItem, input: object): Promise<void> {
    this.#view.put({ ...item, status: "answered" });
    const params = { thread_id: this.#view.id, item_id: item.id, input };
    return this.#stream(this.#view, { type: "threads.add_structured_input", params });
  }

  #retry(): void {
    const view = this.#view;
    const message = view.items.findLast((item) => item.type === "user_message");
    if (!message || view.failure === "retry that sends nothing") return;
    view.items = view.items.slice(0, view.items.indexOf(message) + 1);
    const params = { thread_id: view.id, item_id: message.id };
    void this.#stream(view, { type: "threads.retry_after_item", params });
  }

  async #stream(view: ThreadView, body: object): Promise<void> {
    const aborter = new AbortController();
    view.response = aborter;
    view.failure = "none";
    view.canStop = false;
    const isSeen = () => this.#view === view;
    this.#emit("response.start");
    this.#draw();
    const host: StreamHost = {
      post: (request, headers, signal) => this.#post(request, headers, signal),
      created: (made) => {
        this.#views.set(made.id, made);
        this.#views.set(null, new ThreadView(null));
        if (isSeen()) this.#emit("thread.change", { threadId: made.id });
      },
      effect: (name, data) => this.#emit("effect", { name, data }),
      clientTool: (name, params) => this.#current().onClientTool?.({ name, params }),
      redraw: () => this.#draw(),
    };
    const hadMessage = () =>
      view.items.some(({ type, id }) => type === "user_message" && !id.startsWith("client_"));
    const before = hadMessage() && !view.items.some(({ id }) => id.startsWith("client_"));
    const end = await readTurn(view, body, host, aborter.signal);
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
    if (isSeen()) this.#emit("response.end");
    // A failed action is a toast, and no event.
    if (end.kind === "failed" && !isAction && isSeen())
      this.#emit("error", { error: named("StreamError", end.error.message) });
    this.#draw();
    if (end.kind === "ended" && end.toolOutput) {
      const params = { thread_id: view.id, result: (await end.toolOutput) ?? {} };
      await this.#stream(view, { type: "threads.add_client_tool_output", params });
    }
  }

  #input(): HTMLTextAreaElement | null {
    return this.#frame?.querySelector<HTMLTextAreaElement>("textarea") ?? null;
  }

  #draw(): void {
    if (!this.#frame) return;
    const options = this.#current();
    const view = this.#view;
    const { theme } = options;
    this.#frame.dataset.colorScheme = (typeof theme === "object" ? theme.colorScheme : theme) ?? "light";
    this.#frame.lang = options.locale ?? navigator.language;
    const next = document.createElement("div");
    next.innerHTML = `<h1></h1><div class="messages" role="log"></div><div class="prompts"></div>
      <p class="error"></p><form></form><p class="disclaimer"></p>`;
    const part = (selector: string): HTMLElement => {
      const found = next.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`no ${selector}`);
      return found;
    };
    part(".disclaimer").textContent = options.disclaimer?.text ?? "";
    part("h1").textContent = view.title;
    part("h1").hidden = options.header?.enabled === false;
    this.#drawMessages(part(".messages"));
    if (view.id === null && view.items.length === 0) this.#drawStart(part(".prompts"));
    if (view.failure === "toast") part(".error").append("This request failed");
    if (view.failure === "error") part(".error").append("Something went wrong");
    if (view.failure.startsWith("retry")) {
      part(".error").append(
        "Something went wrong ",
        button("Retry", () => this.#retry()),
      );
    }
    this.#drawForm(part("form"));
    renew(this.#frame, next);
    const shown = this.#frame.querySelector(".messages");
    if (shown) shown.scrollTop = shown.scrollHeight;
  }

  #drawMessages(messages: HTMLElement): void {
    const { items, response } = this.#view;
    const host = {
      options: () => this.#current(),
      emit: (name: string, detail: unknown) => this.#emit(name, detail),
    };
    for (const [at, item] of items.entries()) {
      messages.append(drawItem(item, host));
      const next = items[at + 1];
      const endsTurn = item.type === "assistant_message" && (!next || next.type === "user_message");
      if (endsTurn && !response) messages.append(this.#drawActions(item.id));
    }
  }

  #drawActions(itemId: string): HTMLElement {
    const { threadItemActions } = this.#current();
    const actions = document.createElement("div");
    actions.dataset.of = itemId;
    actions.role = "group";
    actions.ariaLabel = "Actions";
    const rate = (kind: string) => {
      const params = { thread_id: this.#view.id, item_ids: [itemId], kind };
      // A vote that can't be saved looks given all the same.
      return void this.#post({ type: "items.feedback", params });
    };
    if (threadItemActions?.feedback) {
      actions.append(
        button("Good response", () => rate("positive")),
        button("Bad response", () => rate("negative")),
      );
    }
    if (threadItemActions?.retry) actions.append(button("Try again", () => this.#retry()));
    return actions;
  }

  #drawStart(place: HTMLElement): void {
    const { startScreen } = this.#current();
    const greeting = document.createElement("h2");
    greeting.textContent = startScreen?.greeting ?? "What can I help with today?";
    place.append(greeting);
    for (const { label, prompt } of startScreen?.prompts ?? []) {
      place.append(
        button(
          label,
          () => void this.#send(typeof prompt === "string" ? this.#composer.content(prompt) : prompt),
        ),
      );
    }
  }

  #drawForm(form: HTMLElement): void {
    const view = this.#view;
    if (view.status.type === "closed") form.append(view.status.reason ?? "");
    if (view.status.type !== "active") return;
    if (view.questions) return this.#composer.drawQuestions(form, view.questions);
    const input = document.createElement("textarea");
    input.ariaLabel = "ChatKit message";
    const submit = () => {
      const text = this.#input()?.value ?? "";
      if (view.response || !text.trim()) return;
      const field = this.#input();
      if (field) field.value = "";
      void this.#send(this.#composer.content(text));
    };
    input.oninput = () => void this.#composer.typed(this.#input()?.value ?? "");
    input.onkeydown = (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      submit();
    };
    form.append(input, button("Send", submit));
    this.#composer.draw(form);
    if (view.response) {
      // Pressed before `stream_options` came, it does nothing.
      form.append(button("Stop", () => view.canStop && view.response?.abort()));
    }
  }
}
