import { expect, test } from "vitest";

import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";

import { itemText } from "./item-text.ts";

const head = { id: "x", thread_id: "thr_1", created_at: "2026-01-31T12:00:00.000Z" };

const cases: [string, ThreadItem, string][] = [
  [
    "a user's message: its text, its tags and its attachments' names",
    {
      type: "user_message",
      ...head,
      content: [
        { type: "input_text", text: "Ask" },
        { type: "input_tag", id: "1", text: "@Ada", data: {}, interactive: false },
      ],
      attachments: [{ type: "file", id: "atc_1", name: "plan.pdf", mime_type: "application/pdf" }],
      inference_options: {},
    },
    "Ask\n@Ada\nplan.pdf",
  ],
  [
    "a widget: what it shows",
    {
      type: "widget",
      ...head,
      widget: {
        type: "Card",
        children: [
          { type: "Title", value: "Tasks" },
          { type: "Badge", label: "3 open" },
        ],
      },
    },
    "Tasks\n3 open",
  ],
  [
    "a widget with copy_text: that text",
    { type: "widget", ...head, widget: { type: "Card", children: [] }, copy_text: "- Buy milk" },
    "- Buy milk",
  ],
  [
    "a widget with a component of an unknown type: its text as well",
    {
      type: "widget",
      ...head,
      widget: WidgetRoot.parse({
        type: "Card",
        children: [{ type: "Unheard", label: "New", children: [{ type: "Text", value: "inside" }] }],
      }),
    },
    "New\ninside",
  ],
  ["a hidden note: nothing", { type: "sdk_hidden_context", ...head, content: "secret" }, ""],
  ["the app's own note: nothing", { type: "hidden_context_item", ...head, content: "secret" }, ""],
];

test.each(cases)("%s", (_, item, text) => {
  expect(itemText(item)).toBe(text);
});
