import { describe, expect, it } from "vitest";
import { card, chart } from "#app/chatkit/widgets/builders.ts";
import { curveOf, pathOf } from "./chart-curves.ts";
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
    expect(html).toContain('<svg role="img" aria-label="Bar chart: Tasks"');
    expect(html).toContain("<caption>Tasks</caption>");
    expect(html).toMatch(/<th scope="row">Mon 5<\/th><td>3<\/td>.*<th scope="row">Tue 6<\/th><td>0<\/td>/s);
    // What else is written is the same once more.
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
    expect(html).toContain('aria-label="Chart: open, done"');
    expect(html).toContain("light-dark(#14692f,#8ad79b)");
    expect(html).toMatch(/d="M25 \S+ H50 V\S+ H75"/);
    expect(html).toMatch(/ Z" fill=/);
    // A legend names several series.
    expect(html).toMatch(/open<\/span>.*done<\/span>/s);
  });

  it("joins points by straight lines, steps or a smooth curve that overshoots none", () => {
    const points = [
      [0, 10],
      [10, 30],
      [20, 30],
      [30, 0],
    ] as const;
    expect(pathOf(points, curveOf("linear"))).toBe("M0 10 L10 30 L20 30 L30 0");
    expect(pathOf(points.slice(0, 2), curveOf("stepBefore"))).toBe("M0 10 V30 H10");
    expect(pathOf(points.slice(0, 2), curveOf("stepAfter"))).toBe("M0 10 H10 V30");
    const smooth = pathOf(points, curveOf("monotone"));
    const heights = [...smooth.matchAll(/(?:^M|[C ])[\d.-]+ ([\d.-]+)/g)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(10);
    expect(Math.max(...heights)).toBeLessThanOrEqual(30);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
    // Flat between two points of the same height.
    expect(smooth).toContain("30 20 30");
  });

  it("shows a single value of a line as a point, and values when pointed at, unless they are not wanted", () => {
    const one = (props: object) =>
      draw(card([chart(DATA.slice(0, 1), [{ type: "line", dataKey: "open" }], { xAxis: "day", ...props })]));
    expect(one({})).toMatch(/<path d="M50 \S+h0" [^>]*stroke-linecap="round"[^>]*><title>mon: 3<\/title>/);
    expect(one({ showTooltip: false })).not.toContain("<title>");
  });

  it("keeps gaps between bars and groups, and names some of many categories", () => {
    const bars = [
      { type: "bar" as const, dataKey: "open" },
      { type: "bar" as const, dataKey: "done" },
    ];
    const places = (props: object) =>
      [
        ...draw(card([chart(DATA, bars, { xAxis: "day", ...props })])).matchAll(
          /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g,
        ),
      ].map(([, x, width]) => [Number(x), Number(x) + Number(width)]);
    const [a, , b] = places({ barCategoryGap: 0, barGap: 0 });
    expect(a).toEqual([0, 25]);
    expect(b).toEqual([25, 50]);
    const [c, , d] = places({ barCategoryGap: 48, barGap: 24 });
    expect(c?.[0]).toBeGreaterThan(5);
    expect((d?.[0] ?? 0) - (c?.[1] ?? 0)).toBeCloseTo(5);
    const many = Array.from({ length: 60 }, (_, at) => ({ day: `d${at}`, open: at }));
    const html = draw(card([chart(many, [{ type: "line", dataKey: "open" }], { xAxis: "day" })]));
    expect(html.match(/>d\d+<\/span>/g)?.length).toBeLessThan(10);
    expect(html.match(/<th scope="row">/g)).toHaveLength(60);
  });

  it("leaves a gap where there is no value", () => {
    const data = [{ open: 1 }, { open: 2 }, {}, { open: " " }, { open: "none" }, { open: 3 }];
    const of = (type: "bar" | "area") =>
      draw(card([chart(data, [{ type, dataKey: "open" }], { xAxis: "day" })]));
    expect(of("bar").match(/<rect/g)).toHaveLength(3);
    expect(of("bar").match(/<td>–<\/td>/g)).toHaveLength(3);
    const area = of("area");
    expect(area.match(/ Z"/g), "two areas").toHaveLength(2);
    expect(area.match(/h0"/g), "three points").toHaveLength(3);
    expect(area).not.toMatch(/NaN|undefined/);
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

  it("of nothing says so, and data that is none isn't drawn", () => {
    const empty = draw(card([chart([], [{ type: "bar", dataKey: "y" }], { xAxis: "x" })]));
    expect(empty).not.toContain("<figure");
    expect(empty).toContain("No data");
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
