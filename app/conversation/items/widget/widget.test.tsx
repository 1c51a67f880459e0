import { describe, expect, it } from "vitest";
import {
  badge,
  button,
  card,
  checkbox,
  icon,
  image,
  input,
  listView,
  listViewItem,
  row,
  text,
  title,
} from "#app/chatkit/widgets/builders.ts";
import { draw } from "./testing/draw.tsx";

describe("a widget in the instant view", () => {
  it("shows all its text without a script", () => {
    const html = draw(
      listView([
        listViewItem([row([text("Buy milk"), badge("High", { color: "danger" })])]),
        listViewItem([text("Call Ann", { lineThrough: true })]),
      ]),
    );
    expect(html.match(/<li/g)).toHaveLength(2);
    for (const words of ["Buy milk", "High", "Call Ann"]) expect(html).toContain(words);
    expect(html).toContain("line-through");
  });

  it("has forms for its actions, which need no script and carry only references", () => {
    const save = { type: "task.save", payload: { id: "task_1" } };
    const html = draw(
      card([input("title"), checkbox("done", { label: "Done" }), button("Delete", { onClickAction: save })], {
        asForm: true,
        confirm: { label: "Save", action: { type: "task.save" } },
      }),
    );
    expect(html).not.toContain('disabled=""');
    expect(html).toMatch(/<form class="[^>]*method="post"/);
    expect(html).toMatch(/name="intent" value="widget"/);
    const refs = [...html.matchAll(/name="action" value="([^"]*)"|value="([^"]*)"[^>]* name="action"/g)];
    expect(refs.map(([, a, b]) => a ?? b)).toHaveLength(3);
    expect(html).not.toContain("task_1");
  });

  it("disables what nothing happens without a script, and ticks a box with a button", () => {
    const html = draw(
      card([
        checkbox("done", { label: "Buy milk", onChangeAction: { type: "task.complete" } }),
        button("Copy"),
        button("Tasks", { onClickAction: { type: "navigate", payload: { to: "tasks" }, handler: "client" } }),
      ]),
    );
    expect(html.match(/disabled=""/g)).toHaveLength(3);
    expect(html).toMatch(/<noscript><button[^>]*aria-label="Tick Buy milk"/);
    expect(html).toMatch(/<noscript><a href="\/tasks"/);
    expect(draw(card([title("Task")]))).not.toContain("<form");
  });

  it("escapes HTML in its text", () => {
    expect(draw(card([text("<img src=x onerror=alert(1)>")]))).not.toContain("<img");
  });

  it("links to an image with a remote URL instead of loading it", () => {
    const html = draw(card([image("https://pictures.example/cat.png", { alt: "A cat" })]));
    expect(html).not.toContain("<img");
    expect(html).toMatch(/<a href="https:\/\/pictures\.example\/cat\.png".*noreferrer.*>A cat<\/a>/);
    expect(draw(card([image("javascript:alert(1)", { alt: "A cat" })]))).not.toContain("javascript");
    expect(draw(card([image("data:image/png;base64,AA==", { alt: "A cat" })]))).toContain('alt="A cat"');
    expect(draw(card([image("data:text/html,hi")]))).not.toContain("data:text");
  });

  it("shows ChatKit's and Lucide's icons from the sprite", () => {
    const html = draw(card([icon("calendar"), icon("lucide:truck", { size: "xl" })]));
    expect(html).toMatch(/<use href="[^"]*icons[^"]*\.svg#calendar"/);
    expect(html).toMatch(/width="24"[^>]*><use href="[^"]*#lucide:truck"/);
  });

  it("renders the valid parts of a malformed widget", () => {
    const widget = JSON.parse(
      '{"type":"Card","children":[{"type":"Chart"},{"type":"Row"},{"type":"Text","value":"Here","size":"constructor"},{"type":"Table","children":[{"type":"Text","value":"No row"}]}]}',
    );
    expect(draw(widget)).toContain("Here");
  });

  it("renders the words of a component of an unknown type", () => {
    const unknown =
      '{"type":"Unheard","value":{},"label":"New","children":["text",null,{"type":"Text","value":"inside"}]}';
    const here = '{"type":"Text","value":"Here"}';
    const html = draw(JSON.parse(`{"type":"Card","children":[${unknown},${here}]}`));
    for (const words of ["New", "inside", "Here"]) expect(html).toContain(words);
    expect(html).not.toMatch(/text<|object Object/);
    const item = `{"type":"ListViewItem","onClickAction":{"type":"go"},"children":[${unknown},${here}]}`;
    expect(draw(JSON.parse(`{"type":"ListView","children":[${item}]}`))).toContain(
      'aria-label="inside Here"',
    );
  });
});
