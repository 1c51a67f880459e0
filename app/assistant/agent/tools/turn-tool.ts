import { AsyncLocalStorage } from "node:async_hooks";
import { type FunctionTool, tool } from "@openai/agents";
import type { z } from "zod";

/** What the SDK tells of a call, besides its input. */
type CallDetails = Parameters<FunctionTool["invoke"]>[2];

interface TurnToolOptions<Parameters extends z.ZodObject> {
  /** Names the tool in this process: its description and parameters are the same in every turn. */
  name: string;
  description: string;
  parameters: Parameters;
  execute(input: z.infer<Parameters>, context: unknown, details: CallDetails): string | Promise<string>;
}

type Execute = (input: unknown, context: unknown, details: CallDetails) => string | Promise<string>;

type TurnTool = FunctionTool<unknown, z.ZodObject, string>;

/** The tools of this process, by name. */
const made = new Map<string, TurnTool>();
/** What the call under way executes. */
const executes = new AsyncLocalStorage<Execute>();

/**
 * As the SDK's `tool`, for tools that are made for each turn because they work in its context. The SDK converts the
 * parameters to a JSON schema each time, which takes 0.3 ms of processor time and more: for twenty tools a good part of
 * what a short answer costs. Here it does so once.
 */
export function turnTool<Parameters extends z.ZodObject>(options: TurnToolOptions<Parameters>): TurnTool {
  const { name, description, parameters } = options;
  const make = () => tool<z.ZodObject>({ name, description, parameters, execute: executeCurrent });
  const base = made.get(name) ?? make();
  made.set(name, base);
  // The SDK has checked the input against `parameters` by then.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const execute: Execute = (input, ...rest) => options.execute(input as z.infer<Parameters>, ...rest);
  return { ...base, invoke: (...call) => executes.run(execute, () => base.invoke(...call)) };
}

const executeCurrent: Execute = (...call) => {
  const execute = executes.getStore();
  if (!execute) throw new Error("A tool was called outside of its turn.");
  return execute(...call);
};
