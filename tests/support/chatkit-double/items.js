/* How the double draws an item: its text, tags that can be clicked and previewed, links into the page. */
// oxlint-disable-next-line no-unused-vars
function drawItem(item, { options, emit }) {
  const node = document.createElement("div");
  node.dataset.type = item.type;
  node.id = item.id;
  const parts = item.content ?? [];
  parts.forEach((part, at) => {
    if (part.type === "input_tag") {
      node.append(drawTag(part, options));
      return;
    }
    const joined = at > 0 && item.type === "assistant_message" ? "\n" : "";
    node.append(joined, ...withDeeplinks(part.text, emit));
  });
  if (item.type === "widget") drawClientActions(node, item, options);
  return node;
}

/** `[label](chatkit-link://name?key=value)` is a button that tells the page. */
function withDeeplinks(text, emit) {
  const pieces = text.split(/(\[[^\]]+\]\(chatkit-link:\/\/[^)]+\))/);
  return pieces.map((piece) => {
    const link = /^\[([^\]]+)\]\(chatkit-link:\/\/([^)?]+)\??([^)]*)\)$/.exec(piece);
    if (!link) return piece;
    const button = document.createElement("button");
    button.textContent = link[1];
    button.onclick = () =>
      emit("deeplink", { name: link[2], data: Object.fromEntries(new URLSearchParams(link[3])) });
    return button;
  });
}

function drawTag(tag, options) {
  const entity = { id: tag.id, title: tag.text, group: tag.group, data: tag.data, interactive: true };
  const button = document.createElement("button");
  button.dataset.tag = tag.id;
  button.textContent = `@${tag.text}`;
  button.onclick = () => options().entities?.onClick?.(entity);
  button.onpointerenter = async () => {
    const found = await options().entities?.onRequestPreview?.(entity);
    if (!found?.preview) return;
    const preview = document.createElement("aside");
    preview.setAttribute("aria-label", "Preview");
    preview.textContent = textsOf(found.preview).join(" · ");
    button.after(preview);
  };
  return button;
}

const textsOf = (node) => [
  ...[node.value, node.label].filter((text) => typeof text === "string"),
  ...(node.children ?? []).flatMap(textsOf),
];

/** What can be done with an answer, beneath it: `threadItemActions` of the options. */
// oxlint-disable-next-line no-unused-vars
function drawActions({ id }, { threadItemActions }, { rate, retry }) {
  const actions = document.createElement("div");
  actions.dataset.of = id;
  actions.setAttribute("role", "group");
  actions.setAttribute("aria-label", "Actions");
  const add = (label, act) => {
    const button = document.createElement("button");
    button.textContent = label;
    button.onclick = act;
    actions.append(button);
  };
  if (threadItemActions?.feedback) {
    add("Good response", () => rate("positive"));
    add("Bad response", () => rate("negative"));
  }
  if (threadItemActions?.retry) add("Try again", retry);
  return actions;
}

/** Buttons whose action has `handler: "client"` are the page's; the rest is not drawn. */
function drawClientActions(node, item, options) {
  const visit = (part) => {
    if (part.type === "Button" && part.onClickAction?.handler === "client") {
      const { type, payload } = part.onClickAction;
      const button = document.createElement("button");
      button.textContent = part.label;
      button.onclick = () =>
        void options().widgets?.onAction?.({ type, payload }, { id: item.id, widget: item.widget });
      node.append(button);
    }
    (part.children ?? []).forEach(visit);
  };
  visit(item.widget);
}
