const EXAMPLES = `- **Add:** “Buy milk tomorrow at 5pm, high priority”, “Remind me to call Ann on Friday”
- **Look:** “List tasks”, “What's due today?”, “Show completed tasks”, “Show my checklist” to tick them off, “Plan my day”
- **Finish:** “Mark buy milk as done”, “I finished the report”, “Reopen buy milk”
- **Change:** “Move buy milk to Monday”, “Rename buy milk to buy oat milk”, “Make it high priority”
- **Delete:** “Delete the milk task”, “Clear completed”
- **Several:** one task in each line, “Move them all to Monday”, and “Undo” takes the last change back`;

export const HELP = `I keep your tasks. Tell me in plain English what you want, for example:

${EXAMPLES}

No language model is connected to this server, so I understand requests about tasks and can't talk about anything else.`;

export const UNKNOWN = `I didn't understand that. No language model is connected to this server, so all I can do is manage your tasks. Try one of these:

${EXAMPLES}`;

export const TOO_LONG =
  "That is too long for me: no language model is connected to this server, and I only understand short requests about tasks. Tell me in a sentence or two what needs doing.";

export const GREETING =
  "Hello! I keep your tasks. Tell me what needs doing, such as “Buy milk tomorrow at 5pm”, or ask “What's due today?”.";

export const THANKS = "You're welcome.";
export const CANCELLED = "All right, I've left everything as it was.";
export const NOTHING_TO_CANCEL = "There is nothing under way. Your tasks are as they were.";
export const WHICH_TASK = "I don't know which task you mean. Ask for a list first, or name the task.";
export const WHICH_TASKS = "I don't know which tasks you mean. Ask for a list first, or name them.";
export const ONE_NAME = "Several tasks can't get one name. Tell me which one to rename.";
