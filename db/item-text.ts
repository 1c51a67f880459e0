import type { StructuredInputItem, ThreadItem, TaskItem, WidgetItem } from "#app/chatkit/protocol/items.ts";

/** Always fits into PostgreSQL's limit of 1 MB for the search vector of a row. */
const MAX_LENGTH = 100_000;

/** The visible text of an item, for search. Hidden items have none. */
export function itemText(item: ThreadItem): string {
  return textParts(item)
    .filter((part) => part !== undefined && part !== "")
    .join("\n")
    .slice(0, MAX_LENGTH);
}

/** So much of each file's text is found with its message. */
const MAX_FILE_TEXT = 20_000;

/** The text of a message for search, with what its files say. */
export function withFileTexts(text: string, files: readonly string[]): string {
  return [text, ...files.map((file) => file.slice(0, MAX_FILE_TEXT).toWellFormed())]
    .join("\n")
    .slice(0, MAX_LENGTH);
}

function textParts(item: ThreadItem): (string | undefined)[] {
  switch (item.type) {
    case "user_message":
      return [...item.content.map((part) => part.text), ...item.attachments.map((file) => file.name)];
    case "assistant_message":
      return item.content.map((part) => part.text);
    case "widget":
      return [item.copy_text ?? widgetText(item.widget)];
    case "structured_input":
      return item.inputs.flatMap(inputText);
    case "task":
      return taskText(item.task);
    case "workflow":
      return item.workflow.tasks.flatMap(taskText);
    case "client_tool_call":
    case "generated_image":
    case "hidden_context_item":
    case "sdk_hidden_context":
    case "end_of_turn":
      return [];
    default:
      return item satisfies never;
  }
}

function taskText(task: TaskItem["task"]): (string | undefined)[] {
  switch (task.type) {
    case "custom":
      return [task.title, task.content];
    case "web_search":
      return [task.title, task.title_query, ...task.queries];
    case "thought":
    case "file":
    case "image":
      return [task.title];
    default:
      return task satisfies never;
  }
}

function inputText(input: StructuredInputItem["inputs"][number]): string[] {
  return [input.question, ...(input.answer?.values ?? [])];
}

/** Fields of widget components that contain visible text. */
const TEXT_KEYS = new Set(["value", "label", "title", "text"]);

function widgetText(widget: WidgetItem["widget"]): string {
  const found: string[] = [];
  const visit = (node: unknown, key: string) => {
    if (typeof node === "string") {
      if (TEXT_KEYS.has(key)) found.push(node);
    } else if (Array.isArray(node)) {
      for (const child of node) visit(child, "");
    } else if (node instanceof Object) {
      for (const [name, child] of Object.entries(node)) visit(child, name);
    }
  };
  visit(widget, "");
  return found.join("\n");
}
