import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import type { WidgetRoot } from "#app/chatkit/protocol/widget-components.ts";
import {
  badge,
  button,
  card,
  checkbox,
  image,
  listView,
  listViewItem,
  row,
  text,
  title,
} from "#app/chatkit/widgets/builders.ts";
import { Widget } from "./widget.tsx";

const render = (widget: WidgetRoot) => {
  const item: WidgetItem = {
    type: "widget",
    id: "wid_1",
    thread_id: "thr_1",
    created_at: "2026-01-01T00:00:00.000Z",
    widget,
  };
  return renderToStaticMarkup(<Widget item={item} onAction={() => undefined} />);
};

describe("a widget in the instant view", () => {
  it("says all that it says without a script", () => {
    const html = render(
      listView([
        listViewItem([row([text("Buy milk"), badge("High", { color: "danger" })])]),
        listViewItem([text("Call Ann", { lineThrough: true })]),
      ]),
    );
    expect(html.match(/<li/g)).toHaveLength(2);
    for (const said of ["Buy milk", "High", "Call Ann"]) expect(html).toContain(said);
    expect(html).toContain("line-through");
  });

  it("switches its controls off until there is a script", () => {
    const html = render(
      card([title("Task"), checkbox("done", { label: "Done" }), button("Delete")], {
        confirm: { label: "Save", action: { type: "task.save" } },
      }),
    );
    expect(html.match(/disabled=""/g)).toHaveLength(3);
  });

  it("keeps what it says as text", () => {
    expect(render(card([text("<img src=x onerror=alert(1)>")]))).not.toContain("<img");
  });

  it("loads no picture from elsewhere", () => {
    expect(render(card([image("https://pictures.example/cat.png")]))).not.toContain("cat.png");
    expect(render(card([image("data:image/png;base64,AA==", { alt: "A cat" })]))).toContain('alt="A cat"');
  });
});
