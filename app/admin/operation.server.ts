import type { z } from "zod";
import type { Database } from "#db/types.ts";
import { commands, type CommandInput, type CommandName } from "./commands.server.ts";

/** Who carries an operation out: the operator by the command, or an administrator by the page. */
export type Actor = { via: "command" } | { via: "page"; userId: string };

export interface Progress {
  done: number;
  total: number;
  label: string;
}

export interface OperationContext {
  db: Database;
  actor: Actor;
  /** Reports how far a long operation has come. */
  onProgress(progress: Progress): void;
}

/** What an operation has done: what is shown, and what stands in the audit log. */
export interface Outcome {
  /** Shown as a table, a list of facts, or JSON. */
  result: unknown;
  /** Undefined for an operation that only reads. */
  audit?: { userId?: string; detail?: Record<string, string | number | boolean | null> };
}

export interface Operation {
  /** Checks the input, and does it. */
  carryOut(context: OperationContext, input: unknown): Promise<Outcome>;
}

/** What a command does with its input, which has been checked. */
export function operation<Name extends CommandName>(
  name: Name,
  { run }: { run(context: OperationContext, input: CommandInput<Name>): Promise<Outcome> },
): Operation {
  return {
    carryOut(context, input) {
      const parsed = commands[name].input.safeParse(input);
      if (!parsed.success) throw new OperationError(sentenceOf(parsed.error));
      // The schema of this very command has made it.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return run(context, parsed.data as CommandInput<Name>);
    },
  };
}

function sentenceOf({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("\n");
}

/** An operation was refused, with a sentence for the operator. */
export class OperationError extends Error {
  override name = "OperationError";
}
