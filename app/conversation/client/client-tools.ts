/** Where the assistant may take somebody. */
const PLACES = ["/tasks", "/history"];

/** What a tool of the page answers to the assistant. */
export type ToolResult = Record<string, unknown>;

export interface PageTools {
  /** Runs a tool of the page; what it does to the page waits for `settle`. */
  run(name: string, params: Record<string, unknown>): ToolResult;
  /** The assistant has had its last word: now the page may be left. */
  settle(): void;
}

/**
 * The tools that the assistant runs in the page: `navigate {to}` opens the tasks or the history. It does so
 * when the turn is over, because leaving the page sooner would leave the assistant without its answer.
 */
export function createPageTools(navigate: (to: string) => void): PageTools {
  let goingTo: string | undefined;
  return {
    run(name, params) {
      if (name !== "navigate") return { ok: false, error: `This page has no tool ${name}.` };
      const to = PLACES.find((place) => place === params.to);
      if (!to) return { ok: false, error: "There is no such page." };
      goingTo = to;
      return { ok: true };
    },
    settle() {
      const to = goingTo;
      goingTo = undefined;
      if (to) navigate(to);
    },
  };
}
