import { describe, expect, it } from "vitest";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { plainText, editedMessage } from "./outgoing-message.ts";

const tag = (id: string, text: string) => ({
  type: "input_tag" as const,
  id,
  text,
  data: {},
  interactive: false,
});
const message = (content: UserMessageItem["content"]): UserMessageItem => ({
  type: "user_message",
  id: "msg_1",
  thread_id: "thr_1",
  created_at: "2026-01-01T00:00:00.000Z",
  content,
  attachments: [{ type: "file", id: "atc_1", name: "a.txt", mime_type: "text/plain" }],
  quoted_text: "said before",
  inference_options: { model: "m1" },
});

describe("editedMessage", () => {
  const item = message([
    { type: "input_text", text: "Move " },
    tag("tsk_1", "Buy milk"),
    { type: "input_text", text: " before " },
    tag("tsk_2", "Call Ann"),
  ]);

  it("keeps the tags that the text still names, and drops the others", () => {
    expect(plainText(item)).toBe("Move @Buy milk before @Call Ann");
    expect(editedMessage(item, "Put off @Buy milk by a day").item.content).toEqual([
      { type: "input_text", text: "Put off " },
      tag("tsk_1", "Buy milk"),
      { type: "input_text", text: " by a day" },
    ]);
  });

  it("keeps the attachments, the quote and the options", () => {
    expect(editedMessage(item, "x").input).toEqual({
      content: [{ type: "input_text", text: "x" }],
      attachments: ["atc_1"],
      quoted_text: "said before",
      inference_options: { model: "m1" },
    });
  });
});
