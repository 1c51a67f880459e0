/** The suggested prompts of the start screen, used by the instant view and by ChatKit. */
export const prompts = [
  { label: "Create a task", prompt: "Create a task", icon: "plus" },
  { label: "List tasks", prompt: "List tasks", icon: "list" },
  { label: "Get help", prompt: "Get help", icon: "help" },
] as const;

/** The greeting above the prompts. Guests have no name. */
export const greetingFor = (name: string | null) =>
  name ? `Hello ${name}, what is on your mind?` : "What is on your mind?";
