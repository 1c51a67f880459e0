import { describe, expect, test } from "vitest";
import { action, button, card, checkbox, form, input, radioGroup, row, select } from "./builders.ts";
import { placedActions, sentValues, valueField } from "./placed-actions.ts";

const widget = card(
  [
    input("task.title"),
    input("locked", { disabled: true }),
    checkbox("urgent"),
    select("list", [{ value: "home", label: "Home" }]),
    form([radioGroup("size", [{ value: "s", label: "S" }])], { onSubmitAction: action("inner") }),
    row([button("Delete", { onClickAction: action("delete", { id: 1 }) })]),
  ],
  { asForm: true, confirm: { label: "Save", action: action("save", { id: 1 }) } },
);
const fields = (values: Record<string, string>) =>
  new Map<string, string | null>(Object.entries(values).map(([name, value]) => [valueField(name), value]));
const sent = (values: Record<string, string>) => {
  const given = fields(values);
  return { get: (name: string) => given.get(name) ?? null };
};
const named = (root: typeof widget, type: string) => {
  const found = placedActions(root).find((placed) => placed.action.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found;
};

describe("the reference of an action", () => {
  test("is unique in its widget, and doesn't depend on the order of keys", () => {
    const refs = placedActions(widget).map(({ ref }) => ref);
    expect(new Set(refs).size).toBe(3);
    const one = card([button("A", { onClickAction: action("a", { x: 1, y: { b: 1, c: 2 } }) })]);
    const other = card([button("A", { onClickAction: action("a", { y: { c: 2, b: 1 }, x: 1 }) })]);
    expect(placedActions(one)[0]?.ref).toBe(placedActions(other)[0]?.ref);
  });

  test("means nothing else when the widget has changed", () => {
    const list = (...ids: number[]) =>
      card(ids.map((id) => button("Delete", { onClickAction: action("delete", { id }) })));
    const [first] = placedActions(list(1, 2));
    expect(placedActions(list(2)).some(({ ref }) => ref === first?.ref)).toBe(false);
  });
});

describe("the values that go with an action", () => {
  test("are those of the fields that its form has, nothing else", () => {
    const values = sentValues(
      named(widget, "save"),
      sent({ "task.title": "Milk", locked: "x", other: "y", size: "s" }),
    );
    expect(values).toEqual([
      ["task.title", "Milk"],
      ["urgent", false],
      ["size", "s"],
    ]);
    expect(sentValues(named(widget, "delete"), sent({ urgent: "on" }))).toEqual([["urgent", true]]);
  });

  test("are those of the control itself outside of a form", () => {
    const onChangeAction = action("change");
    const tick = card([checkbox("done", { defaultChecked: true, onChangeAction }), input("title")]);
    expect(sentValues(named(tick, "change"), sent({ title: "x" }))).toEqual([["done", false]]);
    const pick = card([select("list", [], { onChangeAction })]);
    expect(sentValues(named(pick, "change"), sent({ list: "home" }))).toEqual([["list", "home"]]);
  });
});
