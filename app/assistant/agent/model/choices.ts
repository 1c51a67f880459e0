import type { NoticeEvent } from "#app/chatkit/protocol/events.ts";
import type { InferenceOptions } from "#app/chatkit/protocol/items.ts";
import type { ModelConfig, ModelTool } from "../../config.ts";

/** What a message is answered with. */
export interface Choice {
  model: string;
  /** What the model has to use. */
  tool: ModelTool | undefined;
  /** What was wished for and isn't there: a page may have been open since before it was taken away. */
  notices: NoticeEvent[];
}

/** Reads what somebody chose for a message in their composer. */
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

const notice = (message: string): NoticeEvent => ({ type: "notice", level: "info", message });
