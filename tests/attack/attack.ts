import type { Target, World } from "./world.ts";

export interface Attack {
  name: string;
  /** What happened before the defence, as it was measured then. */
  before: string;
  target: (world: World) => Target;
  /**
   * Attacks and returns the outcome in words.
   *
   * @throws {Error} when the outcome is wrong
   */
  run(target: Target, world: World): Promise<string>;
}

/** @throws {Error} naming the outcome when it isn't the expected one */
export function expectOutcome(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: ${is} instead of ${should}`);
}
