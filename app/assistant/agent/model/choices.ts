import type { NoticeEvent } from "#app/chatkit/protocol/events.ts";
import type { InferenceOptions } from "#app/chatkit/protocol/items.ts";
import type { ModelConfig, ModelTool } from "../../config.ts";

/** The model and tool for a turn. */
export interface Choice {
  model: string;
  /** The hosted tool that the model has to use. */
  tool: ModelTool | undefined;
  /**
   * Notices about choices that are not available, for example in a page opened before a change of the
   * configuration.
   */
  notices: NoticeEvent[];
}

/** Resolves the model and tool that the user chose in the composer. */
export function choose(config: ModelConfig, wanted: InferenceOptions): Choice {
  const [fallback] = config.models;
  const model = config.models.find((name) => name === wanted.model);
  const tool = config.tools.find((name) => name === wanted.tool_choice?.id);
  const notices: NoticeEvent[] = [];
  if (wanted.model !== undefined && !model) {
    notices.push(
      notice(
        `The model you chose isn't available any more, so ${fallback} answers. Reload the page to choose another.`,
      ),
    );
  }
  if (wanted.tool_choice && !tool) {
    notices.push(notice("The tool you chose isn't available any more, so this is answered without it."));
  }
  return { model: model ?? fallback, tool, notices };
}

/** Says that another model than the chosen one answers. */
export const fallbackNotice = (chosen: string, fallback: string | undefined): NoticeEvent =>
  notice(`${chosen} can't answer right now, so ${fallback ?? "another model"} does.`);

/** Says that an answer is given without the tools of a server. */
export const missingServerNotice = (server: string): NoticeEvent =>
  notice(`The tools of “${server}” can't be reached right now, so this is answered without them.`);

const notice = (message: string): NoticeEvent => ({ type: "notice", level: "info", message });
