/** What the start screen offers, in ChatKit's and in the instant view alike. */
export const prompts = [
  { label: "Create a task", prompt: "Create a task", icon: "plus" },
  { label: "List tasks", prompt: "List tasks", icon: "list" },
  { label: "Get help", prompt: "Get help", icon: "help" },
] as const;

/** What is said above them; a guest has no name. */
export const greetingFor = (name: string | null) =>
  name ? `Hello ${name}, what is on your mind?` : "What is on your mind?";
