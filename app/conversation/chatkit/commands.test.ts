import { describe, expect, it } from "vitest";
import { createCommands, type CommandPort } from "./commands.ts";

const boat = { id: "task_1", title: "Paint the boat", group: "Tasks", data: { kind: "task" } };
const talk = { id: "thr_1", title: "About boats", group: "Conversations", data: { kind: "conversation" } };

function open() {
  const done: string[] = [];
  const port: CommandPort = {
    go: (path) => void done.push(`go ${path}`),
    send: async (text) => void done.push(`send ${text}`),
    write: async (text) => void done.push(`write ${text}`),
    searchEntities: async () => [boat, talk],
  };
  const { onSearch, onSelect } = createCommands(port, { hasTasks: true });
  const find = async (query: string) => (await onSearch?.(query))?.map(({ id }) => id);
  const select = async (id: string, label = "") => onSelect?.({ id, label });
  return { done, find, select };
}

describe("the / menu", () => {
  it("offers everything, then what has the words that were begun", async () => {
    const { find } = open();
    expect(await find("")).toEqual(["new", "tasks", "history", "list", "create", "plan", "mention"]);
    expect(await find("task")).toEqual(["tasks", "list", "create", "mention"]);
    expect(await find("TASK op")).toEqual(["tasks"]);
    expect(await find("xyz")).toEqual([]);
  });

  it("opens pages, sends and begins messages", async () => {
    const { done, select } = open();
    expect(await select("new")).toBeUndefined();
    await select("list");
    await select("create");
    expect(done).toEqual(["go /chat", "send List tasks", "write Create a task: "]);
  });

  it("lets somebody choose a task to mention", async () => {
    const { select } = open();
    expect(await select("mention")).toEqual({
      type: "menu",
      commands: [{ id: "task_1", label: "Paint the boat", icon: "check-circle" }],
    });
    expect(await select("task_1", "Paint the boat")).toMatchObject({
      type: "entity",
      entity: { id: "task_1", title: "Paint the boat", data: { kind: "task" } },
    });
  });
});
