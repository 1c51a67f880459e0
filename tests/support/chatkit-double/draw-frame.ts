import type { DoubleComposer } from "./composer.ts";
import { button, drawItem, renew } from "./draw.ts";
import type { ElementHost } from "./host.ts";
import type { DoubleSends } from "./sends.ts";
import type { ThreadView } from "./thread-view.ts";

/** What is drawn, and what its buttons and its form call. */
export interface FrameParts extends ElementHost {
  /** The thread on the screen, now. */
  readonly view: ThreadView;
  composer: DoubleComposer;
  sends: DoubleSends;
  input(): HTMLTextAreaElement | null;
}

/** Draws the frame's document: the thread on the screen and the composer. */
export function drawFrame(frame: HTMLElement, parts: FrameParts): void {
  const { view } = parts;
  const options = parts.options();
  const { theme } = options;
  frame.dataset.colorScheme = (typeof theme === "object" ? theme.colorScheme : theme) ?? "light";
  frame.lang = options.locale ?? navigator.language;
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
  drawMessages(part(".messages"), parts);
  if (view.id === null && view.items.length === 0) drawStart(part(".prompts"), parts);
  if (view.failure === "toast") part(".error").append("This request failed");
  if (view.failure === "error") part(".error").append("Something went wrong");
  if (view.failure.startsWith("retry")) {
    part(".error").append(
      "Something went wrong ",
      button("Retry", () => parts.sends.retry()),
    );
  }
  drawForm(part("form"), parts);
  renew(frame, next);
  const shown = frame.querySelector(".messages");
  if (shown) shown.scrollTop = shown.scrollHeight;
}

function drawMessages(messages: HTMLElement, parts: FrameParts): void {
  const { items, response } = parts.view;
  for (const [at, item] of items.entries()) {
    messages.append(drawItem(item, parts));
    const next = items[at + 1];
    const endsTurn = item.type === "assistant_message" && (!next || next.type === "user_message");
    if (endsTurn && !response) messages.append(drawActions(item.id, parts));
  }
}

function drawActions(itemId: string, parts: FrameParts): HTMLElement {
  const { post, sends } = parts;
  const { threadItemActions } = parts.options();
  const actions = document.createElement("div");
  actions.dataset.of = itemId;
  actions.role = "group";
  actions.ariaLabel = "Actions";
  const rate = (kind: string) => {
    const params = { thread_id: parts.view.id, item_ids: [itemId], kind };
    // A vote that can't be saved looks given all the same.
    return void post({ type: "items.feedback", params });
  };
  if (threadItemActions?.feedback) {
    actions.append(
      button("Good response", () => rate("positive")),
      button("Bad response", () => rate("negative")),
    );
  }
  if (threadItemActions?.retry) actions.append(button("Try again", () => sends.retry()));
  return actions;
}

function drawStart(place: HTMLElement, { options, composer, sends }: FrameParts): void {
  const { startScreen } = options();
  const greeting = document.createElement("h2");
  greeting.textContent = startScreen?.greeting ?? "What can I help with today?";
  place.append(greeting);
  for (const { label, prompt } of startScreen?.prompts ?? []) {
    const send = () => void sends.message(typeof prompt === "string" ? composer.content(prompt) : prompt);
    place.append(button(label, send));
  }
}

function drawForm(form: HTMLElement, { view, composer, sends, input: field }: FrameParts): void {
  if (view.status.type === "closed") form.append(view.status.reason ?? "");
  if (view.status.type !== "active") return;
  if (view.questions) return composer.drawQuestions(form, view.questions);
  const input = document.createElement("textarea");
  input.ariaLabel = "ChatKit message";
  const submit = () => {
    const text = field()?.value ?? "";
    if (view.response || !text.trim()) return;
    const shown = field();
    if (shown) shown.value = "";
    void sends.message(composer.content(text));
  };
  input.oninput = () => void composer.typed(field()?.value ?? "");
  input.onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    submit();
  };
  form.append(input, button("Send", submit));
  composer.draw(form);
  if (view.response) {
    // Pressed before `stream_options` came, it does nothing.
    form.append(button("Stop", () => view.canStop && view.response?.abort()));
  }
}
