import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadWidgetTemplate, readWidgetTemplate, WidgetTemplateError } from "./template.ts";

const SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: {
    title: { type: "string", minLength: 1 },
    note: { anyOf: [{ type: "string" }, { type: "null" }] },
    steps: { type: "array", items: { type: "string" } },
  },
  required: ["title"],
  additionalProperties: false,
};
const TEXT = '{"type":"Card","children":[{"type":"Text","value":{{ (title) | tojson }}}]}';

const file = (template: string, change: object = {}) =>
  JSON.stringify({ version: "1.0", name: "Note", template, jsonSchema: SCHEMA, ...change });
const read = (template: string, change?: object) => readWidgetTemplate(file(template, change));

describe("a .widget file", () => {
  it("is loaded from the disk, with what the builder keeps in it besides", async () => {
    const folder = await mkdtemp(join(tmpdir(), "widget-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "note.widget");
    await writeFile(path, file(TEXT, { outputJsonPreview: { type: "Card" }, encodedWidget: "eyJ9" }));
    const template = await loadWidgetTemplate(path);
    expect(template.name).toBe("Note");
    expect(template.build({ title: "Milk" })).toEqual({
      type: "Card",
      children: [{ type: "Text", value: "Milk" }],
    });
  });

  it.each([
    ["no JSON", "{", /^The widget file isn't JSON: /],
    [
      "another version",
      file(TEXT, { version: "2.0" }),
      /^The widget file .*version: only version 1\.0 can be read/,
    ],
    ["no template", file(TEXT, { template: undefined }), /template: expected string/],
    ["a schema that is a text", file(TEXT, { jsonSchema: "object" }), /jsonSchema: expected a JSON schema/],
    [
      "a schema that can't be checked",
      file(TEXT, { jsonSchema: { if: {} } }),
      /^The schema of widget “Note”/,
    ],
    ["no Jinja", file("{% for x %}"), /^The template of widget “Note” can't be read: /],
    ["files", file("{% include 'x' %}"), /^The template of widget “Note” can't be read: .*include/],
  ])("is refused with %s", (_, text, message) => {
    expect(() => readWidgetTemplate(text)).toThrow(message);
    expect(() => readWidgetTemplate(text)).toThrow(WidgetTemplateError);
  });
});

describe("the data of a template", () => {
  it.each([
    [{}, "title: expected string, received undefined"],
    [{ title: "" }, "title: Too small"],
    [{ title: "Milk", steps: ["a", 7] }, "steps.1: expected string, received number"],
    [{ title: "Milk", shape: "round" }, 'Unrecognized key: "shape"'],
  ])("are what its schema says: %j is refused", (data, message) => {
    expect(() => read(TEXT).build(data)).toThrow(`The data for widget “Note” isn't valid: ${message}`);
  });

  it.each(['"', '", "type": "Button', "\\", "</script>\u2028\n\t", "{{ title }}", "{% raw %}", "𝄞 é"])(
    "stay texts: %j",
    (title) => {
      expect(read(TEXT).build({ title })).toEqual({
        type: "Card",
        children: [{ type: "Text", value: title }],
      });
    },
  );

  it.each([
    '{"type":"Card","children":[{"type":"Text","value":"{{ title }}"}]}',
    '{"type":"Card","size":{{ title | default("sm") }},"children":[]}',
    '{"type":"Card","children":[{% if title %}{{ steps[0] }}{% endif %}]}',
    '{% set x = title %}{"type":"Card","id":"{{ x }}","children":[]}',
    '{% set x %}{{ title ~ "!" }}{% endset %}{{ x }}',
    '{% for x in steps %}{{ "a" if title else x }}{% endfor %}',
    "{% macro row(x) %}{{ x }}{% endmacro %}{{ row(title) }}",
    "{{ [title] }}",
  ])("can't be written except by tojson: %s", (template) => {
    expect(() => read(template)).toThrow(/is written without the tojson filter/);
  });

  it("are all that a template reads: no property of JavaScript, no clock", () => {
    const { build } = read(
      '{"type":"Card","children":[{% for x in [title.constructor, title.__proto__, steps.constructor, strftime_now] %}' +
        '{{ {"type":"Text","value": "there" if x else "none"} | tojson }}{% if not loop.last %},{% endif %}{% endfor %}]}',
    );
    const none = { type: "Text", value: "none" };
    expect(build({ title: "Milk", steps: [] })).toEqual({ type: "Card", children: [none, none, none, none] });
    expect(() => read('{{ title["constructor"]("x")() | tojson }}').build({ title: "Milk" })).toThrow(
      /can't be rendered/,
    );
    const shadowed = { ...SCHEMA, properties: { range: {}, none: {} }, required: [] };
    expect(
      read('{"type":"Card","id":{{ range | tojson }},"children":[]}', { jsonSchema: shadowed }).build({
        range: "r",
      }),
    ).toEqual({ type: "Card", id: "r", children: [] });
  });

  it("are missed by name when the template writes what isn't there", () => {
    const missing = (template: string) => () => read(template).build({ title: "Milk", steps: ["a"] });
    expect(missing('{"type":"Card","id":{{ note | tojson }},"children":[]}')).toThrow("no value for note");
    expect(missing('{"type":"Card","id":{{ (title.size) | tojson }},"children":[]}')).toThrow(
      "no value for title.size",
    );
    expect(missing('{{ {"type":"Card","children":[{"type":"Text","value":note}]} | tojson }}')).toThrow(
      "no value for an expression",
    );
  });

  it("and the widget have a largest size", () => {
    expect(() => read(TEXT).build({ title: "x".repeat(200_000) })).toThrow("has more than 200000 characters");
    const many = '{"type":"Card","children":[{% for a in range(10000) %}{{ title | tojson }},{% endfor %}0]}';
    expect(() => read(many).build({ title: "x".repeat(200) })).toThrow("has more than 1000000 characters");
    expect(() => read("{% for a in range(10001) %}{% endfor %}").build({ title: "x" })).toThrow(
      "at most 10000",
    );
  });
});

describe("the widget of a template", () => {
  it("leaves out what is null, and can repeat and choose parts as the widget builder writes them", () => {
    const template = read(
      '{"type":"Card","children":[{%- set _c -%},{"type":"Title","value":{{ (title) | tojson }},"color":{{ (none) | tojson }}}' +
        '{%-for step in (steps or []) -%},{"type":"Text","value":{{ (loop.index ~ ". " ~ step) | tojson }}}{%-endfor-%}' +
        '{%-if note -%},{"type":"Caption","value":{{ (note) | tojson }}}{%-else-%}{%-endif-%}' +
        "{%- endset -%}{{- (_c[1:] if _c and _c[0] == ',' else _c) -}}]}",
    );
    const title = { type: "Title", value: "Milk" };
    expect(template.build({ title: "Milk", steps: ["go", "buy"], note: null })).toEqual({
      type: "Card",
      children: [title, { type: "Text", value: "1. go" }, { type: "Text", value: "2. buy" }],
    });
    expect(template.build({ title: "Milk", note: "2 l", steps: [] })).toEqual({
      type: "Card",
      children: [title, { type: "Caption", value: "2 l" }],
    });
  });

  it("can be made of lists that grow, as a namespace has them", () => {
    const template = read(
      "{%- set ns = namespace(rows=[]) -%}{%- for step in steps|default([]) -%}" +
        '{%- set _ = ns.rows.append({"type": "ListViewItem", "children": [{"type": "Text", "value": step}],}) -%}' +
        '{%- endfor -%}{{ {"type": "ListView", "children": ns.rows} | tojson }}',
    );
    const row = (value: string) => ({ type: "ListViewItem", children: [{ type: "Text", value }] });
    const { build } = template;
    expect(build({ title: "x", steps: ["a", "b"] })).toEqual({
      type: "ListView",
      children: [row("a"), row("b")],
    });
    expect(build({ title: "x", steps: ["c"] })).toEqual({ type: "ListView", children: [row("c")] });
  });

  it.each([
    ['{"type":"Text","value":"a component"}', "type: expected a widget root"],
    [
      '{"type":"Card","children":[{"type":"Txt","value":"x"}]}',
      "children.0.type: there is no component “Txt”",
    ],
    [
      '{"type":"Card","children":[{"type":"Text","value":"x","colour":"red"}]}',
      'children.0: Unrecognized key: "colour"',
    ],
    [
      '{"type":"Card","children":[{"type":"Row","children":[{"type":"Title","value":"x","size":"huge"}]}]}',
      "children.0.children.0.size: ",
    ],
    ['{"type":"Card","children":[{"type":"Text"}]}', "children.0.value: expected string"],
    [
      '{"type":"Card","children":[{"type":"ListViewItem","children":[]}]}',
      "children.0.type: a ListViewItem can't stand in a Card",
    ],
    [
      '{"type":"ListView","children":[{"type":"Text","value":"x"}]}',
      "children.0.type: a Text can't stand in a ListView",
    ],
    ['{"type":"Card","children":', "Widget “Note” isn't JSON: "],
  ])("is one that ChatKit knows: %s is refused", (template, message) => {
    expect(() => read(template).build({ title: "Milk" })).toThrow(message);
  });

  it("is a Basic root when that is asked for", () => {
    const basic = read('{"type":"Basic","children":[{"type":"Text","value":{{ title | tojson }}}]}');
    expect(basic.buildBasic({ title: "Milk" }).children).toEqual([{ type: "Text", value: "Milk" }]);
    expect(() => read(TEXT).buildBasic({ title: "Milk" })).toThrow("Widget “Note” is a Card, not a Basic.");
  });
});
