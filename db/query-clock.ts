import { AsyncLocalStorage } from "node:async_hooks";

/** How long a piece of work has waited for the database. */
export interface QueryClock {
  /** Statements, and transactions as one each. */
  queries: number;
  /** Milliseconds in which at least one of them was under way. */
  ms: number;
}

interface RunningClock extends QueryClock {
  open: number;
  since: number;
}

const clocks = new AsyncLocalStorage<RunningClock>();

/** Runs `work` with a clock of its own. What it leaves running goes on counting. */
export async function withQueryClock<Result>(work: (clock: QueryClock) => Promise<Result>): Promise<Result> {
  const clock: RunningClock = { queries: 0, ms: 0, open: 0, since: 0 };
  return clocks.run(clock, async () => work(clock));
}

/** `target`, of which the listed methods are counted by the clock of whoever calls them. */
export function clocked<Target extends object>(
  target: Target,
  methods: readonly (keyof Target & string)[],
): Target {
  const counted = new Set<string | symbol>(methods);
  return new Proxy(target, {
    get(inner, name) {
      const value: unknown = Reflect.get(inner, name, inner);
      if (typeof value !== "function") return value;
      // Bound to the original, because a proxy has no access to private fields.
      const method = value.bind(inner);
      if (!counted.has(name)) return method;
      return async (...given: unknown[]): Promise<unknown> => {
        const stop = start();
        try {
          return await Reflect.apply(method, inner, given);
        } finally {
          stop();
        }
      };
    },
  });
}

function start(): () => void {
  const clock = clocks.getStore();
  if (!clock) return () => undefined;
  if (clock.open === 0) clock.since = performance.now();
  clock.open += 1;
  clock.queries += 1;
  return () => {
    clock.open -= 1;
    if (clock.open === 0) clock.ms += performance.now() - clock.since;
  };
}
