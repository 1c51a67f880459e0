import type { ChatKitOptions } from "@openai/chatkit";
import type { ServerAction } from "./host.ts";
import type { ThreadItem, UserMessageTag, WidgetItem } from "#app/chatkit/protocol/items.ts";

export function button(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.onclick = act;
  return made;
}

interface ItemHost {
  options(): ChatKitOptions;
  sends: { action(action: ServerAction, itemId?: string): Promise<void> };
  emit(name: "deeplink", detail: unknown): void;
}

/** An item as plain text, with tags that can be clicked and previewed and links into the page. */
export function drawItem(item: ThreadItem, host: ItemHost): HTMLElement {
  const node = document.createElement("div");
  node.dataset.type = item.type;
  node.id = item.id;
  if (item.type === "user_message") {
    for (const part of item.content) node.append(part.type === "input_tag" ? drawTag(part, host) : part.text);
  }
  if (item.type === "assistant_message") {
    item.content.forEach((part, at) => node.append(at > 0 ? "\n" : "", ...withDeeplinks(part.text, host)));
  }
  if (item.type === "widget") drawActions(node, item, host);
  return node;
}

/** `[label](chatkit-link://name?key=value)` is a button that tells the page. */
function withDeeplinks(text: string, { emit }: ItemHost): (string | Node)[] {
  return text.split(/(\[[^\]]+\]\(chatkit-link:\/\/[^)]+\))/).map((piece) => {
    const [, label = "", name = "", query = ""] =
      /^\[([^\]]+)\]\(chatkit-link:\/\/([^)?]+)\??([^)]*)\)$/.exec(piece) ?? [];
    if (label === "") return piece;
    return button(label, () =>
      emit("deeplink", { name, data: Object.fromEntries(new URLSearchParams(query)) }),
    );
  });
}

function drawTag(tag: UserMessageTag, { options }: ItemHost): HTMLElement {
  const entity = {
    id: tag.id,
    title: tag.text,
    interactive: true,
    ...(tag.group === undefined ? {} : { group: tag.group }),
  };
  const node = button(`@${tag.text}`, () => options().entities?.onClick?.(entity));
  node.dataset.tag = tag.id;
  node.onpointerenter = async () => {
    const found = await options().entities?.onRequestPreview?.(entity);
    if (!found?.preview) return;
    const preview = document.createElement("aside");
    preview.ariaLabel = "Preview";
    preview.textContent = textsOf(found.preview).join(" · ");
    node.after(preview);
  };
  return node;
}

function textsOf(node: object): string[] {
  const own = [Reflect.get(node, "value"), Reflect.get(node, "label")];
  return [...own.filter((text) => typeof text === "string"), ...childrenOf(node).flatMap(textsOf)];
}

function childrenOf(node: object): object[] {
  const within: unknown[] = [Reflect.get(node, "children") ?? []].flat();
  return within.filter((child) => typeof child === "object" && child !== null);
}

/**
 * Buttons and checkboxes of a widget with an action; nothing else of it is drawn. An action with `handler: "client"` is
 * the page's, any other one the server's.
 */
function drawActions(node: HTMLElement, item: WidgetItem, { options, sends }: ItemHost): void {
  const run = ({ type, payload, streaming, handler }: WidgetAction) => {
    const action = { type, ...(payload && { payload }) };
    if (handler !== "client") {
      void sends.action({ ...action, ...(streaming !== undefined && { streaming }) }, item.id);
      return;
    }
    // It comes through messages between frames, as data.
    void options().widgets?.onAction?.(action, {
      id: item.id,
      widget: JSON.parse(JSON.stringify(item.widget)),
    });
  };
  const visit = (part: object): void => {
    const { onClickAction, onChangeAction, label, type, defaultChecked } = { ...recordOf(part) };
    if (isAction(onClickAction)) node.append(button(String(label), () => run(onClickAction)));
    if (type === "Checkbox" && isAction(onChangeAction)) {
      node.append(checkbox(String(label), defaultChecked === true, () => run(onChangeAction)));
    }
    childrenOf(part).forEach(visit);
  };
  visit(item.widget);
}

function checkbox(label: string, isChecked: boolean, act: () => void): HTMLElement {
  const made = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.toggleAttribute("checked", isChecked);
  box.onchange = act;
  made.append(box, label);
  return made;
}

interface WidgetAction {
  type: string;
  payload?: Record<string, unknown>;
  handler?: string;
  streaming?: boolean;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const recordOf = (value: object): Record<string, unknown> => (isRecord(value) ? value : {});
const isAction = (value: unknown): value is WidgetAction => isRecord(value) && typeof value.type === "string";

/**
 * Makes `node` look like `next`. What is equal stays the same elements, as in the real client: a press would
 * be lost when something is drawn between its two halves, and so would the focus.
 */
export function renew(node: Node, next: Node): void {
  const children = [...next.childNodes];
  for (const [at, child] of children.entries()) {
    const old = node.childNodes[at];
    if (!old) node.appendChild(child);
    else if (isContainer(old) && isContainer(child)) renew(old, child);
    else if (!old.isEqualNode(child)) old.replaceWith(child);
    else if (old instanceof HTMLSelectElement && child instanceof HTMLSelectElement) old.value = child.value;
  }
  while (node.childNodes.length > children.length) node.lastChild?.remove();
}

const isContainer = (node: Node) => node instanceof Element && node.matches(".messages, .prompts, form");
