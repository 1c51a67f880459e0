import type { Tool } from "@openai/agents";

/** Calls of our tools and those of other servers in one turn. Steps are limited, but one step may have many calls. */
const MAX_CALLS = 40;

/** Returns a function that makes tools of one turn count together. */
export function limitCalls(max = MAX_CALLS): (tool: Tool) => Tool {
  let calls = 0;
  return (tool) => {
    if (tool.type !== "function") return tool;
    const { invoke } = tool;
    return {
      ...tool,
      async invoke(...input) {
        calls += 1;
        if (calls > max) return `Error: more than ${max} calls in one answer. Stop, and say what is left.`;
        return invoke(...input);
      },
    };
  };
}
