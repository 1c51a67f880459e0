import type { ChatKitOptions, Command, Entity, UserMessageContent } from "@openai/chatkit";
import type { StructuredInputItem } from "#app/chatkit/protocol/items.ts";
import { DoubleAttachments, type UploadHost } from "./attachments.ts";
import { button } from "./draw.ts";

export interface ComposerHost extends UploadHost {
  options(): ChatKitOptions;
  input(): HTMLTextAreaElement | null;
  answer(item: StructuredInputItem, input: object): void;
}

interface MenuEntry {
  label: string;
  group: string | undefined;
  choose(): void | Promise<void>;
}

/** The menus under `@` and `/`, the choice of a model and a tool, and the panel of questions. */
export class DoubleComposer {
  readonly #host: ComposerHost;
  readonly attachments: DoubleAttachments;
  #tags: Entity[] = [];
  #menu: MenuEntry[] = [];
  #panel: { id: string; at: number; answers: Record<string, { values: string[]; skipped: boolean }> } = {
    id: "",
    at: 0,
    answers: {},
  };
  model: string | undefined;
  tool: string | undefined;

  constructor(host: ComposerHost) {
    this.#host = host;
    this.attachments = new DoubleAttachments(host);
  }

  /** Takes the tags of content that was set from outside; the text names them with `@`. */
  setContent(content: UserMessageContent[]): string {
    this.#tags = content.flatMap((part) =>
      part.type === "input_tag"
        ? [{ id: part.id, title: part.text, ...(part.group ? { group: part.group } : {}) }]
        : [],
    );
    return content.map((part) => (part.type === "input_tag" ? `@${part.text}` : part.text)).join("");
  }

  /** The message's content; a tag is a part of its own where it was written. */
  content(text: string): UserMessageContent[] {
    let parts: UserMessageContent[] = [{ type: "input_text", text }];
    for (const { title, id, group, data, interactive } of this.#tags) {
      const tag: UserMessageContent = {
        type: "input_tag",
        id,
        text: title,
        ...(group !== undefined && { group }),
        ...(data !== undefined && { data }),
        ...(interactive !== undefined && { interactive }),
      };
      parts = parts.flatMap((part) => {
        if (part.type !== "input_text" || !part.text.includes(`@${title}`)) return [part];
        const [before = "", ...after] = part.text.split(`@${title}`);
        const around = (words: string): UserMessageContent => ({ type: "input_text", text: words });
        return [around(before), tag, around(after.join(`@${title}`))].filter((one) => one.text !== "");
      });
    }
    return parts;
  }

  inferenceOptions(): object {
    const models = this.#host.options().composer?.models;
    const model = this.model ?? models?.find((one) => one.default)?.id ?? models?.[0]?.id;
    return { ...(model && { model }), ...(this.tool && { tool_choice: { id: this.tool } }) };
  }

  /** A tool is chosen for one message, a model for all to come. */
  sent(): void {
    this.#tags = [];
    this.tool = undefined;
    this.#menu = [];
  }

  async typed(text: string): Promise<void> {
    const { entities, commands } = this.#host.options();
    const [, tag] = /(?:^|\s)@([^@]*)$/.exec(text) ?? [];
    const [, command] = /^\/(.*)$/.exec(text) ?? [];
    const wasOpen = this.#menu.length > 0;
    this.#menu = [];
    if (tag !== undefined && entities?.onTagSearch) {
      this.#menu = (await entities.onTagSearch(tag)).map((entity) => ({
        label: entity.title,
        group: entity.group,
        choose: () => this.#insert(entity, text.slice(0, text.length - tag.length - 1)),
      }));
    } else if (command !== undefined && commands?.enabled && commands.onSearch) {
      this.#menu = this.#entriesOf(await commands.onSearch(command));
    }
    if (wasOpen || this.#menu.length > 0) this.#host.redraw();
  }

  #entriesOf(commands: Command[]): MenuEntry[] {
    // They go through messages between frames, so they have to be data.
    return structuredClone(commands).map((command) => ({
      label: command.label,
      group: command.group,
      choose: async () => {
        this.#write("");
        this.#menu = [];
        this.#host.redraw();
        const selection = await this.#host.options().commands?.onSelect?.(command);
        if (selection?.type === "entity") this.#insert(selection.entity, "");
        if (selection?.type === "menu") this.#menu = this.#entriesOf(selection.commands);
        this.#host.redraw();
      },
    }));
  }

  #insert(entity: Entity, before: string): void {
    this.#tags.push(structuredClone(entity));
    this.#menu = [];
    this.#write(`${before}@${entity.title} `);
    this.#host.redraw();
  }

  #write(text: string): void {
    const input = this.#host.input();
    if (input) input.value = text;
  }

  draw(form: HTMLElement): void {
    const { composer } = this.#host.options();
    const chosen = Reflect.get(this.inferenceOptions(), "model");
    this.#select(form, "Model", composer?.models ?? [], chosen, (id) => (this.model = id));
    const tools = composer?.tools?.length ? [{ id: "", label: "No tool" }, ...composer.tools] : [];
    this.#select(form, "Tool", tools, this.tool, (id) => (this.tool = id || undefined));
    const menu = document.createElement("div");
    menu.role = "listbox";
    menu.hidden = this.#menu.length === 0;
    menu.dataset.of = this.#host.input()?.value ?? "";
    for (const { label, group, choose } of this.#menu) {
      const option = button(label, () => void choose());
      option.role = "option";
      option.dataset.group = group ?? "";
      menu.append(option);
    }
    form.append(menu);
    this.attachments.draw(form);
  }

  #select(
    form: HTMLElement,
    name: string,
    options: { id: string; label: string }[],
    value: unknown,
    choose: (id: string) => void,
  ): void {
    if (options.length === 0) return;
    const select = document.createElement("select");
    select.ariaLabel = name;
    for (const { id, label } of options) select.add(new Option(label, id, false, id === value));
    select.onchange = () => choose(select.value);
    form.append(select);
  }

  /** One question at a time, with options, a free answer and a way to skip all. It replaces the composer. */
  drawQuestions(form: HTMLElement, item: StructuredInputItem): void {
    if (this.#panel.id !== item.id) this.#panel = { id: item.id, at: 0, answers: {} };
    const state = this.#panel;
    const question = item.inputs[state.at];
    if (!question) return;
    const panel = document.createElement("section");
    panel.ariaLabel = "Questions";
    panel.append(`${question.question} ${state.at + 1} of ${item.inputs.length}`);
    const answer = (values: string[]) => {
      state.answers[question.id] = { values, skipped: values.length === 0 };
      state.at += 1;
      if (state.at < item.inputs.length) return this.#host.redraw();
      this.#panel = { id: "", at: 0, answers: {} };
      this.#host.answer(item, { status: "answered", answers: state.answers });
    };
    if (question.type === "multiple_choice") {
      for (const { value } of question.options) panel.append(button(value, () => answer([value])));
    }
    const free = document.createElement("input");
    free.ariaLabel = "Your answer";
    panel.append(
      free,
      button("Next", () => answer(free.value ? [free.value] : [])),
      button("Skip questions", () => this.#host.answer(item, { status: "skipped", answers: {} })),
    );
    form.append(panel);
  }
}
