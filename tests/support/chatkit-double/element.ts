import type { ChatKitOptions, OpenAIChatKit } from "@openai/chatkit";
import { DoubleComposer } from "./composer.ts";
import { drawFrame, type FrameParts } from "./draw-frame.ts";
import { fadeIn, makeFrame, STYLE } from "./frame.ts";
import type { ElementHost } from "./host.ts";
import { faultsOf } from "./options.ts";
import { DoubleSends } from "./sends.ts";
import { named, settings, wait } from "./settings.ts";
import { DoubleThreads } from "./threads.ts";

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

/** The element itself: its life, its frame, and the methods that the page calls. */
export class ChatKitDouble extends HTMLElement implements Methods {
  #options: ChatKitOptions | undefined;
  #isDead = false;
  #frame: HTMLElement | undefined;
  /** Resolves when the frame has loaded: `chatkit.ready`. */
  readonly #loaded = Promise.withResolvers<void>();
  /** Resolves when the composer can be used: never on a dead frame. */
  readonly #alive = Promise.withResolvers<void>();
  readonly #instance = Math.random().toString(36).slice(2);
  readonly #host: ElementHost = {
    options: () => this.#current(),
    emit: (name, detail) => this.#emit(name, detail),
    post: (body, headers, signal) => this.#post(body, headers, signal),
    redraw: () => this.#draw(),
  };
  readonly #threads = new DoubleThreads(this.#host, this.#loaded.promise);
  readonly #composer: DoubleComposer = new DoubleComposer({
    ...this.#host,
    input: () => this.#input(),
    answer: (item, input) => void this.#sends.answer(item, input),
  });
  readonly #sends = new DoubleSends(this.#host, this.#threads, this.#composer);

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
    this.#threads.abort();
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
      this.#threads.show(initial);
      void this.#threads.load(this.#threads.shown);
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
    this.#frame = makeFrame();
    this.shadowRoot?.append(this.#frame);
    this.#draw();
    this.#emit("log", { name: "app.init" });
    this.#emit("ready");
    this.#loaded.resolve();
    void fadeIn(this.#frame, this, () => this.#isDead);
    if (this.#current().history?.enabled !== false) this.#threads.list();
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

  /** Events don't bubble. */
  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(`chatkit.${name}`, { detail }));
  }

  #current(): ChatKitOptions {
    if (!this.#options) throw new Error("setOptions() has not been called");
    return this.#options;
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

  async setThreadId(id: string | null): Promise<void> {
    await this.#loaded.promise;
    await wait(settings.messageDelay);
    const before = this.#threads.shown;
    if (this.#isDead || id === before.id) return;
    before.draft = this.#input()?.value ?? before.draft;
    const isKept = id !== null && this.#threads.isKept(id);
    if (id === null) this.#threads.forgetNew();
    this.#threads.show(id);
    const { shown } = this.#threads;
    this.#emit("thread.change", { threadId: id });
    // The answer is read on in the background, without further events.
    if (before.response) this.#emit("response.end");
    this.#draw();
    const input = this.#input();
    if (input) input.value = shown.draft;
    if (id !== null && !isKept) await this.#threads.load(shown);
  }

  async fetchUpdates(): Promise<void> {
    await this.#alive.promise;
    await this.#threads.load(this.#threads.shown);
  }

  async setComposerValue(value: Parameters<OpenAIChatKit["setComposerValue"]>[0]): Promise<void> {
    await this.#alive.promise;
    await wait(settings.messageDelay);
    const input = this.#input();
    const { text, content, selectedToolId, selectedModelId } = value;
    // `text` is trimmed; without text or content the composer is emptied.
    if (input) input.value = content ? this.#composer.setContent(content) : (text ?? "").trim();
    if (value.attachments) this.#composer.attachments.list = value.attachments;
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
    const { response, questions } = this.#threads.shown;
    if (response || questions) throw new Error("ignored - already responding");
    if (newThread) await this.setThreadId(null);
    await this.#sends.message(this.#composer.content(text ?? ""));
  }

  async sendCustomAction(action: { type: string; payload?: Record<string, unknown> }, itemId?: string) {
    await this.#alive.promise;
    await this.#sends.action(action, itemId);
  }

  async showHistory(): Promise<void> {
    this.#emit("history.open");
  }
  async hideHistory(): Promise<void> {
    this.#emit("history.close");
  }

  #input(): HTMLTextAreaElement | null {
    return this.#frame?.querySelector<HTMLTextAreaElement>("textarea") ?? null;
  }

  #draw(): void {
    if (this.#frame) drawFrame(this.#frame, this.#parts());
  }

  #parts(): FrameParts {
    const threads = this.#threads;
    return {
      ...this.#host,
      get view() {
        return threads.shown;
      },
      composer: this.#composer,
      sends: this.#sends,
      input: () => this.#input(),
    };
  }
}
