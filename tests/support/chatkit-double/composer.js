/*
 * What the double's composer does beside taking text: the menus under `@` and `/`, the choice of a model and
 * a tool, and the panel that a `structured_input` item puts over it. As the published types say it.
 */
// oxlint-disable-next-line no-unused-vars
class DoubleComposer {
  #host;
  #tags = [];
  #menu = [];
  /** How far the questions of an item have been answered. */
  #panelState = { id: "", at: 0, answers: {} };
  model;
  tool;

  /** @param host `{options(), redraw(), input(), answer(item, input)}` of the element */
  constructor(host) {
    this.#host = host;
  }

  /** The message's content; a tag is a part of its own where it was written. */
  content(text) {
    let parts = [{ type: "input_text", text }];
    for (const { title, id, group, data, interactive } of this.#tags) {
      parts = parts.flatMap((part) => {
        if (part.type !== "input_text" || !part.text.includes(`@${title}`)) return [part];
        const [before, ...after] = part.text.split(`@${title}`);
        return [
          { type: "input_text", text: before },
          { type: "input_tag", id, text: title, group, data, interactive },
          { type: "input_text", text: after.join(`@${title}`) },
        ].filter((one) => one.text !== "");
      });
    }
    return parts;
  }

  inferenceOptions() {
    const models = this.#host.options().composer?.models;
    const model = this.model ?? models?.find((one) => one.default)?.id ?? models?.[0]?.id;
    return { ...(model && { model }), ...(this.tool && { tool_choice: { id: this.tool } }) };
  }

  /** The tool is chosen for one message only, the model for all to come. */
  sent() {
    this.#tags = [];
    this.tool = undefined;
    this.#menu = [];
  }

  async typed(text) {
    const { entities, commands } = this.#host.options();
    const tag = /(?:^|\s)@([^@]*)$/.exec(text);
    const command = /^\/(.*)$/.exec(text);
    const wasOpen = this.#menu.length > 0;
    this.#menu = [];
    if (tag && entities?.onTagSearch) {
      this.#menu = (await entities.onTagSearch(tag[1])).map((entity) => ({
        label: entity.title,
        group: entity.group,
        choose: () => this.#insert(entity, text.slice(0, text.length - tag[1].length - 1)),
      }));
    } else if (command && commands?.enabled && commands.onSearch) {
      this.#menu = this.#commands(await commands.onSearch(command[1]));
    }
    if (wasOpen || this.#menu.length > 0) this.#host.redraw();
  }

  #commands(list) {
    // They go through the frame's messages, so they must be data.
    return structuredClone(list).map((command) => ({
      label: command.label,
      group: command.group,
      choose: async () => {
        this.#host.input().value = "";
        this.#menu = [];
        this.#host.redraw();
        const selection = await this.#host.options().commands.onSelect?.(command);
        if (selection?.type === "entity") this.#insert(selection.entity, "");
        if (selection?.type === "menu") this.#menu = this.#commands(selection.commands);
        this.#host.redraw();
      },
    }));
  }

  #insert(entity, before) {
    this.#tags.push(structuredClone(entity));
    this.#menu = [];
    this.#host.input().value = `${before}@${entity.title} `;
    this.#host.redraw();
  }

  draw(form, pending) {
    const { composer } = this.#host.options();
    this.#select(form, "Model", composer?.models, this.inferenceOptions().model, (id) => (this.model = id));
    const tools = composer?.tools?.length ? [{ id: "", label: "No tool" }, ...composer.tools] : [];
    this.#select(form, "Tool", tools, this.tool, (id) => (this.tool = id || undefined));
    const menu = document.createElement("div");
    menu.setAttribute("role", "listbox");
    menu.hidden = this.#menu.length === 0;
    menu.dataset.of = this.#host.input()?.value ?? "";
    for (const { label, group, choose } of this.#menu) {
      const option = document.createElement("button");
      option.type = "button";
      option.setAttribute("role", "option");
      option.dataset.group = group ?? "";
      option.textContent = label;
      option.onclick = choose;
      menu.append(option);
    }
    form.append(menu);
    if (pending) this.#panel(form, pending);
  }

  #select(form, name, options, value, choose) {
    if (!options?.length) return;
    const select = document.createElement("select");
    select.setAttribute("aria-label", name);
    for (const { id, label } of options) select.add(new Option(label, id, false, id === value));
    select.onchange = () => choose(select.value);
    form.append(select);
  }

  /** One question at a time, options, a free answer, Skip; it is sent after the last one. */
  #panel(form, item) {
    if (this.#panelState.id !== item.id) this.#panelState = { id: item.id, at: 0, answers: {} };
    const state = this.#panelState;
    const question = item.inputs[state.at];
    const panel = document.createElement("section");
    panel.setAttribute("aria-label", "Questions");
    panel.append(`${question.question} ${state.at + 1} of ${item.inputs.length}`);
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = label;
      made.onclick = act;
      panel.append(made);
    };
    const answer = (values) => {
      state.answers[question.id] = { values, skipped: values.length === 0 };
      state.at += 1;
      if (state.at < item.inputs.length) return this.#host.redraw();
      this.#panelState = { id: "", at: 0, answers: {} };
      return this.#host.answer(item, { status: "answered", answers: state.answers });
    };
    for (const { value } of question.options ?? []) button(value, () => answer([value]));
    const free = document.createElement("input");
    free.setAttribute("aria-label", "Your answer");
    panel.append(free);
    button("Next", () => answer(free.value ? [free.value] : []));
    button("Skip", () => this.#host.answer(item, { status: "skipped", answers: {} }));
    form.append(panel);
  }
}
