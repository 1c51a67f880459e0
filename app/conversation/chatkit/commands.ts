import type { Command, CommandsOption, CommandSelection, Entity } from "@openai/chatkit";

/** The effects that a command can have. */
export interface CommandPort {
  /** Opens a page of the app. */
  go(path: string): void;
  /** Sends a message. */
  send(text: string): Promise<void>;
  /** Puts the beginning of a message into the composer. */
  write(text: string): Promise<void>;
  searchEntities(query: string): Promise<Entity[]>;
}

interface OwnCommand {
  /** Plain data, since ChatKit copies it into its frame. */
  command: Command;
  run(port: CommandPort): void | Promise<void | CommandSelection>;
}

const ASK = "Ask";
const GO = "Go to";

const own: OwnCommand[] = [
  { command: { id: "new", label: "New chat", icon: "write", group: GO }, run: ({ go }) => go("/chat") },
  {
    command: { id: "tasks", label: "Open tasks", icon: "check-circle", group: GO },
    run: ({ go }) => go("/tasks"),
  },
  {
    command: { id: "history", label: "Search history", icon: "search", group: GO },
    run: ({ go }) => go("/history"),
  },
  {
    command: { id: "list", label: "List tasks", icon: "notebook", group: ASK },
    run: ({ send }) => send("List tasks"),
  },
  {
    command: {
      id: "create",
      label: "Create a task",
      description: "Say what, and by when",
      icon: "plus",
      group: ASK,
    },
    run: ({ write }) => write("Create a task: "),
  },
  {
    command: {
      id: "plan",
      label: "Plan my day",
      description: "What is due, and what to begin with",
      icon: "calendar",
      group: ASK,
    },
    run: ({ send }) => send("Plan my day"),
  },
  {
    command: { id: "mention", label: "Mention a task", icon: "name", group: ASK },
    run: async ({ searchEntities }) => ({
      type: "menu",
      commands: (await searchEntities("")).filter(isTask).map(({ id, title }) => ({
        id,
        label: title,
        icon: "check-circle",
      })),
    }),
  },
];

const isTask = ({ id }: Entity) => id.startsWith("task_");

/** The `/` menu: what the app can do from its composer, by the beginnings of words. */
export function createCommands(port: CommandPort, { hasTasks }: { hasTasks: boolean }): CommandsOption {
  const offered = hasTasks
    ? own
    : own.filter(({ command }) => command.id === "new" || command.id === "history");
  return {
    enabled: true,
    onSearch: async (query) => {
      const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
      return offered
        .map(({ command }) => command)
        .filter(({ label }) => {
          const words = label.toLowerCase().split(" ");
          return wanted.every((part) => words.some((word) => word.startsWith(part)));
        });
    },
    onSelect: async ({ id, label }) => {
      const chosen = own.find(({ command }) => command.id === id);
      if (chosen) return chosen.run(port);
      const entity = { id, title: label, icon: "check-circle", interactive: true, group: "Tasks" };
      return { type: "entity", entity: { ...entity, data: { kind: "task" } } };
    },
  };
}
