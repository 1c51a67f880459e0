/** Paths that the assistant may navigate to. */
const PLACES = ["/tasks", "/history"];

/** The output of a client tool, which is sent to the assistant. */
export type ToolResult = Record<string, unknown>;

export interface PageTools {
  /** Runs a client tool. Its effect on the page is deferred until `settle`. */
  run(name: string, params: Record<string, unknown>): ToolResult;
  /** The turn is over: carries out a deferred navigation. */
  settle(): void;
}

/**
 * The client tools of the page: `navigate {to}` opens the tasks or the history. It navigates when the turn is
 * over, because leaving the page earlier would cut the answer off.
 */
export function createPageTools(navigate: (to: string) => void): PageTools {
  let pendingPath: string | undefined;
  return {
    run(name, params) {
      if (name !== "navigate") return { ok: false, error: `This page has no tool ${name}.` };
      const to = PLACES.find((place) => place === params.to);
      if (!to) return { ok: false, error: "There is no such page." };
      pendingPath = to;
      return { ok: true };
    },
    settle() {
      const to = pendingPath;
      pendingPath = undefined;
      if (to) navigate(to);
    },
  };
}
