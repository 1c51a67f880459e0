import { describe, expect, it } from "vitest";
import {
  button,
  card,
  checkbox,
  datePicker,
  form,
  iconButton,
  input,
  label,
  radioGroup,
  select,
  text,
  textarea,
} from "#app/chatkit/widgets/builders.ts";
import { draw } from "./testing/draw.tsx";

const COLORS = [
  { value: "r", label: "Red" },
  { value: "b", label: "Blue" },
];

describe("the controls of a widget", () => {
  it("are named by their Label, or by their field's name, placeholder or icon", () => {
    const html = draw(
      card([
        label("When", "task.due"),
        datePicker("task.due"),
        label("Colour", "color"),
        radioGroup("color", COLORS),
        input("task.first_name"),
        textarea("note", { placeholder: "A note" }),
        iconButton("write-alt"),
      ]),
    );
    expect(html).toContain('for="wid_1-task-due"');
    expect(html).toMatch(/<input id="wid_1-task-due"(?![^>]*aria-label)[^>]*type="date"/);
    expect(html).toMatch(/<fieldset id="wid_1-color"[^>]*aria-labelledby="wid_1-color-label"/);
    expect(html).toMatch(/<input[^>]*aria-label="first name"/);
    expect(html).toMatch(/<textarea[^>]*aria-label="A note"/);
    expect(html).toMatch(/<button[^>]*aria-label="Write alt"/);
  });

  it("start with their default values", () => {
    const html = draw(
      card([
        select("color", COLORS, { defaultValue: "b" }),
        datePicker("due", { defaultValue: "2026-03-04T10:00:00Z", min: "2026-01-01" }),
        checkbox("done", { defaultChecked: true, required: true }),
        radioGroup("size", [{ value: "s", label: "Small", disabled: true }], { defaultValue: "s" }),
        input("mail", { inputType: "email", defaultValue: "a@b.example", pattern: ".+" }),
        textarea("note", { rows: 5, defaultValue: "Hello" }),
      ]),
    );
    expect(html).toMatch(/<option value="b" selected="">Blue/);
    expect(html).toMatch(/type="date" min="2026-01-01"[^>]*value="2026-03-04"/);
    expect(html).toMatch(/type="checkbox"[^>]*required=""[^>]*checked=""|checked=""[^>]*type="checkbox"/);
    expect(html).toMatch(/type="radio"[^>]*disabled=""[^>]*checked=""|checked=""[^>]*type="radio"/);
    expect(html).toMatch(/type="email"[^>]*value="a@b.example"/);
    expect(html).toMatch(/<textarea[^>]*rows="5"[^>]*>Hello/);
  });

  it("show a placeholder when a select has no default value, and an empty option when it is clearable", () => {
    const html = draw(card([select("color", COLORS, { placeholder: "Pick one" })]));
    expect(html).toMatch(/<option value="" disabled="" selected="">Pick one/);
    expect(draw(card([select("color", COLORS, { defaultValue: "r", clearable: true })]))).toMatch(
      /<option value="">Choose/,
    );
  });

  it("keep radio groups of the same name in two widgets apart", () => {
    const html = draw(card([radioGroup("size", COLORS)]));
    expect(html.match(/<input[^>]* form="form-wid_1"[^>]*type="radio"/g)).toHaveLength(2);
    expect(html).toContain('<form id="form-wid_1"');
  });

  it("don't shadow properties of their form", () => {
    expect(draw(card([form([input("elements"), input("submit")])]))).not.toMatch(/ name="(elements|submit)"/);
  });

  it("are in one form when forms are nested", () => {
    const html = draw(
      card([form([form([input("a")])]), text("b", { editable: { name: "b" } })], { asForm: true }),
    );
    expect(html.match(/<form/g)).toHaveLength(1);
    expect(html.match(/data-field/g)).toHaveLength(2);
  });

  it("render buttons in all styles", () => {
    const html = draw(
      card([
        button("Send", { style: "primary", iconStart: "mail", pill: true, block: true, submit: true }),
        button("Delete", { color: "danger", variant: "soft", size: "3xs" }),
      ]),
    );
    expect(html).toMatch(/type="submit"[^>]*w-full[^>]*rounded-full/);
    expect(html).toContain("var(--color-accent-strong)");
    expect(html).toContain("#mail");
    expect(html).toContain("light-dark(#b3261e,#ff8a80)");
    expect(html).toContain("min-height:24px");
  });
});
