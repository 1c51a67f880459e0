import type { AgentInputItem } from "@openai/agents";
import type { ThreadItem } from "../../protocol/items.ts";
import type { ModelFile } from "./attached-files.ts";
import { toInput } from "./item-input.ts";
import { joinInputs } from "./join-inputs.ts";

export interface AgentInputOptions {
  /** The files of messages and generated images that the model may read, by id. By default it gets their names. */
  files?: ReadonlyMap<string, ModelFile> | undefined;
  /** Characters of the output of a tool of the page that the model gets. Default: all. */
  maxToolOutput?: number | undefined;
}

/**
 * The items of a thread as input for an agent (chatkit-python `simple_to_agent_input`). What isn't text of a person or
 * the model (widgets, forms, notes, files) is marked as a note of the app.
 *
 * @param items oldest first
 */
export function toAgentInput(
  items: readonly ThreadItem[],
  { files, maxToolOutput = Infinity }: AgentInputOptions = {},
): AgentInputItem[] {
  const newest = items.findLast((item) => item.type === "user_message");
  const inputs = items.toReversed().flatMap((item) => {
    const isNewest = newest === undefined || items.indexOf(item) >= items.indexOf(newest);
    return toInput(item, { isNewest, files, maxOutput: maxToolOutput }) ?? [];
  });
  return joinInputs(inputs);
}
