/*
 * A double of OpenAI's <openai-chatkit>, for browser tests. The real one comes from a CDN only and is
 * closed; this does what it was seen to do: the same requests through `api.fetch`, in the same order, the
 * same events, methods and refusals. It draws plainly in a shadow root instead of a frame.
 *
 * `window.chatkitDouble` (set by a test before this loads) may say:
 *   frameDelay      ms until the frame has loaded (default 120)
 *   messageDelay    ms until the frame does what a method says (default 5)
 *   refuseDomain    the frame is removed 1.2 s after it appeared, as for a refused domain key
 */
(() => {
  if (!document.currentScript) throw new Error("chatkit.js is a classic script");
  const settings = { frameDelay: 120, messageDelay: 5, refuseDomain: false, ...window.chatkitDouble };
  const RETRY_MS = [1500, 2000, 4000, 8000, 8000];
  const THREAD_CACHE_MS = 5000;
  const LIST_LIMIT = 9999;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  class ChatKit extends HTMLElement {
    #options;
    #frame;
    #threadId = null;
    #items = [];
    #cache = new Map();
    #response;
    #booted = false;
    #wasDetached = false;
    #instance = crypto.randomUUID();
    #title = "";
    #error = "";
    /** An item with questions that wait for their answers; until then nothing else can be sent. */
    #asked;
    #composer = new DoubleComposer({
      options: () => this.#options,
      redraw: () => this.#draw(),
      input: () => this.#input(),
      answer: (item, input) => this.#answer(item, input),
    });

    connectedCallback() {
      if (!this.shadowRoot) {
        const root = this.attachShadow({ mode: "open" });
        root.innerHTML = `<style>:host{display:block;height:100%}.frame{height:100%;display:flex;flex-direction:column;opacity:0}
          .messages{flex:1;overflow:auto;padding:92px 0 24px}.messages>*{width:min(738px,100%);margin:0 auto 36px}
          form{width:min(772px,100%);margin:0 auto;display:flex}textarea{flex:1}</style>`;
      }
    }
    disconnectedCallback() {
      // Once detached it stays blank, also when it is attached again.
      this.#wasDetached = true;
      this.#response?.abort();
      this.#frame?.remove();
    }

    setOptions(options) {
      const changed = this.#options && this.#options.api.url !== options.api.url;
      if (changed) throw new Error("api.url cannot change");
      this.#options = options;
      if (!this.#booted) {
        this.#booted = true;
        void this.#boot();
      } else this.#draw();
    }

    async #boot() {
      const initial = this.#options.initialThread ?? null;
      await Promise.resolve();
      if (initial) {
        this.#emit("thread.load.start", { threadId: initial });
        this.#threadId = initial;
      }
      const loading = initial ? this.#requestThread(initial) : undefined;
      loading?.catch(() => {});
      await wait(settings.frameDelay);
      if (this.#wasDetached) return;
      this.#frame = document.createElement("div");
      this.#frame.className = "frame";
      this.shadowRoot.append(this.#frame);
      this.#emit("ready");
      this.#draw();
      setTimeout(() => (this.#frame.style.opacity = "1"), 100);
      if (settings.refuseDomain) {
        setTimeout(() => {
          this.#frame.remove();
          this.#frame = undefined;
          this.#emit("error", { error: new Error("Domain verification failed") });
        }, 1200);
      }
      if (this.#options.history?.enabled !== false) {
        void this.#post({ type: "threads.list", params: { limit: LIST_LIMIT, order: "desc" } });
      }
      if (loading) await this.#finishLoad(initial, loading);
    }

    #emit(name, detail) {
      this.dispatchEvent(new CustomEvent(`chatkit.${name}`, { detail }));
    }

    #post(body, extra = {}, signal = new AbortController().signal) {
      return this.#options.api.fetch(this.#options.api.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "accept-language": navigator.language,
          "chatkit-frame-instance-id": this.#instance,
          ...extra,
        },
        body: JSON.stringify(body),
        signal,
      });
    }

    async #requestThread(id) {
      const response = await this.#post({ type: "threads.get_by_id", params: { thread_id: id } });
      if (!response.ok) throw new Error(`threads.get_by_id: ${response.status}`);
      const thread = await response.json();
      const data = [...thread.items.data];
      let hasMore = thread.items.has_more;
      while (hasMore) {
        const params = { thread_id: id, limit: LIST_LIMIT, order: "asc", after: data.at(-1).id };
        const page = await (await this.#post({ type: "items.list", params })).json();
        data.push(...page.data);
        hasMore = page.has_more;
      }
      this.#cache.set(id, { at: Date.now(), items: data, title: thread.title ?? "" });
      return this.#cache.get(id);
    }

    async #finishLoad(id, loading) {
      try {
        const { items, title } = await loading;
        if (this.#threadId !== id) return;
        this.#items = items;
        this.#title = title;
        this.#draw();
        this.#emit("thread.load.end", { threadId: id });
      } catch (error) {
        this.#emit("error", { error });
      }
    }

    #fresh(id) {
      const cached = this.#cache.get(id);
      return cached && Date.now() - cached.at < THREAD_CACHE_MS ? cached : undefined;
    }

    async setThreadId(id) {
      if (id === this.#threadId) return;
      this.#threadId = id;
      this.#items = [];
      this.#title = "";
      this.#error = "";
      this.#asked = undefined;
      this.#emit("thread.change", { threadId: id });
      this.#response?.abort();
      this.#draw();
      if (id === null) return;
      this.#emit("thread.load.start", { threadId: id });
      await this.#finishLoad(id, Promise.resolve(this.#fresh(id) ?? this.#requestThread(id)));
    }

    async fetchUpdates() {
      const id = this.#threadId;
      if (!id || this.#fresh(id)) return;
      const { items, title } = await this.#requestThread(id);
      if (id !== this.#threadId) return;
      this.#items = items;
      this.#title = title;
      this.#draw();
    }

    async setComposerValue({ text, selectedToolId, selectedModelId }) {
      await wait(settings.messageDelay);
      if (text !== undefined) this.#input().value = text;
      if (selectedToolId !== undefined) this.#composer.tool = selectedToolId ?? undefined;
      if (selectedModelId !== undefined) this.#composer.model = selectedModelId;
      this.#draw();
    }
    async focusComposer() {
      await wait(settings.messageDelay);
      this.#input().focus();
    }
    async sendUserMessage({ text, newThread }) {
      if (this.#response || this.#asked) throw new Error("ignored - already responding");
      if (newThread) await this.setThreadId(null);
      await this.#send(text);
    }
    async sendCustomAction(action, itemId) {
      const params = { item_id: itemId, action, thread_id: this.#threadId };
      await this.#stream({ type: "threads.custom_action", params });
    }
    async showHistory() {
      this.#emit("history.open");
    }
    async hideHistory() {
      this.#emit("history.close");
    }

    #send(text) {
      const input = {
        content: this.#composer.content(text),
        quoted_text: "",
        attachments: [],
        inference_options: this.#composer.inferenceOptions(),
      };
      this.#composer.sent();
      const body = this.#threadId
        ? { type: "threads.add_user_message", params: { input, thread_id: this.#threadId } }
        : { type: "threads.create", params: { input } };
      this.#items = [
        ...this.#items,
        { type: "user_message", id: `client_${crypto.randomUUID()}`, content: input.content },
      ];
      return this.#stream(body);
    }

    #answer(item, input) {
      this.#asked = undefined;
      const params = { thread_id: this.#threadId, item_id: item.id, input };
      return this.#stream({ type: "threads.add_structured_input", params });
    }

    #retry() {
      const message = this.#items.findLast((item) => item.type === "user_message");
      const params = { thread_id: this.#threadId, item_id: message.id };
      this.#items = this.#items.slice(0, this.#items.indexOf(message) + 1);
      return this.#stream({ type: "threads.retry_after_item", params });
    }

    async #stream(body) {
      const aborter = new AbortController();
      this.#response = aborter;
      this.#error = "";
      this.#canStop = false;
      this.#emit("response.start");
      this.#draw();
      try {
        const response = await this.#postUntilStreamed(body, aborter.signal);
        if (response) await this.#read(response, aborter.signal);
      } catch (error) {
        if (!aborter.signal.aborted) this.#error = "error";
        void error;
      }
      if (this.#response === aborter) this.#response = undefined;
      // The optimistic message disappears unless the server sent one.
      this.#items = this.#items.filter(({ id }) => !id.startsWith("client_"));
      this.#emit("response.end");
      this.#draw();
      await this.#answerTool();
    }

    #toolResult;

    /** A client tool's output is posted when the stream that called it has ended. */
    async #answerTool() {
      if (this.#toolResult === undefined) return;
      const result = await this.#toolResult;
      this.#toolResult = undefined;
      await this.#stream({
        type: "threads.add_client_tool_output",
        params: { thread_id: this.#threadId, result },
      });
    }

    #canStop = false;

    /** Repeats the same body after a 5xx or an answer that is no stream; a 4xx fails once. */
    async #postUntilStreamed(body, signal) {
      for (const pause of [...RETRY_MS, undefined]) {
        const response = await this.#post(body, { accept: "text/event-stream" }, signal);
        const streamed = response.ok && response.headers.get("content-type")?.startsWith("text/event-stream");
        if (streamed) return response;
        if (response.status >= 400 && response.status < 500) {
          this.#error = response.status === 429 ? "toast" : "";
          return undefined;
        }
        if (pause === undefined) throw new Error("gave up");
        await wait(pause);
      }
    }

    async #read(response, signal) {
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let buffer = "";
      const aborted = new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason)),
      );
      for (;;) {
        const { done, value } = await Promise.race([reader.read(), aborted]);
        if (done) return;
        buffer += value;
        const lines = buffer.split("\n");
        buffer = lines.pop();
        for (const line of lines) {
          if (!line.startsWith("data:")) continue;
          try {
            this.#apply(JSON.parse(line.slice(5)));
          } catch {
            // One that can't be parsed is skipped.
          }
        }
      }
    }

    #apply(event) {
      switch (event.type) {
        case "thread.created":
          this.#threadId = event.thread.id;
          this.#title = event.thread.title ?? "";
          this.#emit("thread.change", { threadId: event.thread.id });
          break;
        case "thread.updated":
          this.#title = event.thread.title ?? "";
          break;
        case "stream_options":
          this.#canStop = event.stream_options.allow_cancel;
          break;
        case "client_effect":
          this.#emit("effect", { name: event.name, data: event.data });
          break;
        case "error":
          this.#error = event.allow_retry ? "retry" : "error";
          break;
        case "thread.item.added":
        case "thread.item.done":
        case "thread.item.replaced": {
          const { item } = event;
          if (item.type === "user_message")
            this.#items = this.#items.filter(({ id }) => !id.startsWith("client_"));
          if (item.type === "client_tool_call" && item.status === "pending") {
            // Also on `added`: a server that sends both has its tool run twice.
            this.#toolResult = this.#options.onClientTool?.({ name: item.name, params: item.arguments });
          }
          if (item.type === "structured_input") this.#asked = item.status === "pending" ? item : undefined;
          const at = this.#items.findIndex(({ id }) => id === item.id);
          this.#items = at < 0 ? [...this.#items, item] : this.#items.with(at, item);
          break;
        }
        case "thread.item.removed":
          this.#items = this.#items.filter(({ id }) => id !== event.item_id);
          break;
        case "thread.item.updated":
          this.#items = this.#items.map((item) =>
            item.id === event.item_id ? updated(item, event.update) : item,
          );
          break;
      }
      this.#draw();
    }

    #input() {
      return this.#frame.querySelector("textarea");
    }

    #draw() {
      if (!this.#frame) return;
      this.#frame.dataset.colorScheme = this.#options.theme?.colorScheme ?? "light";
      this.#frame.lang = this.#options.locale ?? navigator.language;
      const prompts =
        this.#threadId || this.#items.length > 0 ? [] : (this.#options.startScreen?.prompts ?? []);
      const next = document.createElement("div");
      next.innerHTML = `<h1></h1><div class="messages" role="log"></div><div class="prompts"></div><p class="error"></p>
        <form><textarea aria-label="ChatKit message"></textarea><button>Send</button></form><p class="disclaimer"></p>`;
      next.querySelector(".disclaimer").textContent = this.#options.disclaimer?.text ?? "";
      const header = next.querySelector("h1");
      header.textContent = this.#title;
      header.hidden = this.#options.header?.enabled === false;
      const messages = next.querySelector(".messages");
      for (const item of this.#items) {
        const emit = (name, detail) => this.#emit(name, detail);
        messages.append(drawItem(item, { options: () => this.#options, emit }));
        if (item.type !== "assistant_message" || this.#response) continue;
        const rate = (kind) => {
          const params = { thread_id: this.#threadId, item_ids: [item.id], kind };
          return this.#post({ type: "items.feedback", params });
        };
        messages.append(drawActions(item, this.#options, { rate, retry: () => this.#retry() }));
      }
      if (prompts.length > 0) {
        const greeting = document.createElement("h2");
        greeting.textContent = this.#options.startScreen.greeting ?? "What can I help with today?";
        next.querySelector(".prompts").append(greeting);
      }
      for (const { label, prompt } of prompts) {
        const button = document.createElement("button");
        button.textContent = label;
        button.onclick = () => void this.#send(prompt);
        next.querySelector(".prompts").append(button);
      }
      if (this.#error === "retry") {
        const button = document.createElement("button");
        button.textContent = "Retry";
        button.onclick = () => void this.#retry();
        next.querySelector(".error").append("Something went wrong ", button);
      }
      const form = next.querySelector("form");
      form.onsubmit = (event) => {
        event.preventDefault();
        const text = this.#input().value;
        if (this.#response || this.#asked || !text.trim()) return;
        this.#input().value = "";
        void this.#send(text);
      };
      const input = next.querySelector("textarea");
      input.oninput = () => void this.#composer.typed(this.#input().value);
      this.#composer.draw(form, this.#asked);
      input.onkeydown = (event) => {
        if (event.key !== "Enter" || event.shiftKey) return;
        event.preventDefault();
        event.currentTarget.form.requestSubmit();
      };
      if (this.#response && this.#canStop) {
        const stop = document.createElement("button");
        stop.type = "button";
        stop.textContent = "Stop";
        stop.onclick = () => this.#response?.abort();
        form.append(stop);
      }
      renew(this.#frame, next);
      const shown = this.#frame.querySelector(".messages");
      shown.scrollTop = shown.scrollHeight;
    }
  }

  /**
   * Makes `node` look like `next`. What is the same stays the same elements, as in the real client: else a
   * press would be lost when something is drawn between its two halves, and so would a focus.
   */
  function renew(node, next) {
    const children = [...next.childNodes];
    for (const [at, child] of children.entries()) {
      const old = node.childNodes[at];
      if (!old) node.append(child);
      else if (isContainer(old) && isContainer(child)) renew(old, child);
      else if (!old.isEqualNode(child)) old.replaceWith(child);
      else if (old.tagName === "SELECT") old.value = child.value;
    }
    while (node.childNodes.length > children.length) node.lastChild.remove();
  }

  const isContainer = (node) => node.matches?.(".messages, .prompts, form") ?? false;

  function updated(item, update) {
    switch (update.type) {
      case "assistant_message.content_part.added":
      case "assistant_message.content_part.done":
        return {
          ...item,
          content: Object.assign([...item.content], { [update.content_index]: update.content }),
        };
      case "assistant_message.content_part.text_delta": {
        const content = [...item.content];
        const part = content[update.content_index] ?? { type: "output_text", text: "", annotations: [] };
        content[update.content_index] = { ...part, text: part.text + update.delta };
        return { ...item, content };
      }
      default:
        return item;
    }
  }

  customElements.define("openai-chatkit", ChatKit);
})();
