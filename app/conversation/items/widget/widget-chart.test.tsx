import { describe, expect, it } from "vitest";
import { card, chart } from "#app/chatkit/widgets/builders.ts";
import { scaleOf } from "./chart-scale.ts";
import { draw } from "./testing/draw.tsx";

const DATA = [
  { day: "mon", open: 3, done: 1 },
  { day: "tue", open: 0, done: 2 },
];
const labels = { mon: "Mon 5", tue: "Tue 6" };

describe("a chart", () => {
  it("is read as a table with the names of its categories", () => {
    const html = draw(
      card([
        chart(DATA, [{ type: "bar", dataKey: "open", label: "Tasks" }], {
          xAxis: { dataKey: "day", labels },
        }),
      ]),
    );
    expect(html).toContain("<caption>Tasks</caption>");
    expect(html).toMatch(/<th scope="row">Mon 5<\/th><td>3<\/td>.*<th scope="row">Tue 6<\/th><td>0<\/td>/s);
    // What is drawn is the same once more.
    expect(html.match(/aria-hidden="true"/g)?.length).toBeGreaterThan(1);
    expect(html.match(/<rect/g)).toHaveLength(2);
    expect(html).not.toMatch(/NaN|Infinity/);
  });

  it("draws lines and areas, in the colours of both themes", () => {
    const series = [
      { type: "line" as const, dataKey: "open", color: "success", curveType: "step" },
      { type: "area" as const, dataKey: "done" },
    ];
    const html = draw(card([chart(DATA, series, { xAxis: "day", showYAxis: true })]));
    expect(html).toContain("light-dark(#14692f,#8ad79b)");
    expect(html).toMatch(/d="M25 \S+ H75 V/);
    expect(html).toMatch(/ Z" fill=/);
    // A legend names several series.
    expect(html).toMatch(/open<\/span>.*done<\/span>/s);
  });

  it("stacks bars with the same name, and has room for negative numbers", () => {
    const series = [
      { type: "bar" as const, dataKey: "open", stack: "all" },
      { type: "bar" as const, dataKey: "done", stack: "all" },
    ];
    const { spans, max } = scaleOf(chart(DATA, series, { xAxis: "day" }));
    expect(spans[1]).toMatchObject([
      { value: 1, from: 3, to: 4 },
      { value: 2, from: 0, to: 2 },
    ]);
    expect(max).toBe(4);
    const below = scaleOf(
      chart(
        [
          { x: "a", y: -7 },
          { x: "b", y: 12 },
        ],
        [{ type: "bar", dataKey: "y" }],
        { xAxis: "x" },
      ),
    );
    expect(below).toMatchObject({ min: -10, max: 15, ticks: [-10, -5, 0, 5, 10, 15] });
  });

  it("of nothing, or with data that is none, isn't drawn", () => {
    expect(draw(card([chart([], [{ type: "bar", dataKey: "y" }], { xAxis: "x" })]))).not.toContain("<figure");
    const odd = chart([{ x: "a", y: "many" }], [{ type: "bar", dataKey: "y" }], { xAxis: "x" });
    expect(draw(card([odd]))).not.toMatch(/NaN/);
  });

  it.each([
    [
      [
        { day: "mon", open: 1.7e308 },
        { day: "tue", open: -1.7e308 },
      ],
    ],
    [[{ day: "mon", open: 5e-324 }]],
    [
      [
        { day: "mon", open: Number.NaN },
        { day: "tue", open: "x" },
      ],
    ],
    [[null, "row", { day: "mon", open: 1 }]],
  ])("has an axis for any data: %j", (data) => {
    const odd: unknown = {
      type: "Chart",
      data,
      xAxis: null,
      series: [null, { type: "bar", dataKey: "open" }],
    };
    // Data from outside, which the types don't hold for.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { min, max, ticks } = scaleOf(odd as Parameters<typeof scaleOf>[0]);
    expect([min, max].every(Number.isFinite)).toBe(true);
    expect(max).toBeGreaterThan(min);
    expect(ticks.length).toBeLessThan(12);
  });
});
