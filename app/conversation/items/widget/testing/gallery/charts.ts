import type { WidgetRoot } from "#app/chatkit/protocol/widget-types.ts";
import * as W from "#app/chatkit/widgets/builders.ts";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri"].map((day, index) => ({
  day,
  open: 3 + ((index * 2) % 5),
  done: 5 - index,
  late: index - 2,
}));
const many = Array.from({ length: 40 }, (_, index) => ({
  at: `W${index + 1}`,
  value: Math.round(50 + 40 * Math.sin(index / 4)),
}));

const titled = (name: string, chart: ReturnType<typeof W.chart>) =>
  W.col([W.caption(name), chart], { gap: 2 });

/** Charts of every kind. */
export const charts: WidgetRoot = W.card(
  [
    titled("Bars", W.chart(days, [{ type: "bar", dataKey: "open", label: "Open" }], { xAxis: "day" })),
    titled(
      "Bars beside each other",
      W.chart(
        days,
        [
          { type: "bar", dataKey: "open", label: "Open", color: "blue" },
          { type: "bar", dataKey: "done", label: "Done", color: "green" },
        ],
        { xAxis: "day", showYAxis: true, showLegend: true, showTooltip: true, barGap: 6, barCategoryGap: 24 },
      ),
    ),
    titled(
      "Stacked bars",
      W.chart(
        days,
        [
          { type: "bar", dataKey: "open", stack: "all", color: "purple" },
          { type: "bar", dataKey: "done", stack: "all", color: "pink" },
        ],
        { xAxis: "day", showYAxis: true, barCategoryGap: 0 },
      ),
    ),
    titled(
      "Below zero",
      W.chart(days, [{ type: "bar", dataKey: "late", color: "red" }], {
        xAxis: { dataKey: "day", labels: { Mon: "Monday" } },
        showYAxis: true,
      }),
    ),
    titled(
      "A line",
      W.chart(days, [{ type: "line", dataKey: "open", curveType: "monotone" }], {
        xAxis: "day",
        showYAxis: true,
        showLegend: false,
      }),
    ),
    titled(
      "Steps",
      W.chart(
        days,
        [
          { type: "line", dataKey: "open", curveType: "step", color: "orange" },
          {
            type: "line",
            dataKey: "done",
            curveType: "linear",
            color: { light: "#1b5e20", dark: "#a5d6a7" },
          },
        ],
        { xAxis: "day" },
      ),
    ),
    titled(
      "An area",
      W.chart(days, [{ type: "area", dataKey: "done", curveType: "natural", color: "yellow" }], {
        xAxis: { dataKey: "day", hide: true },
        height: 80,
      }),
    ),
    titled(
      "Stacked areas",
      W.chart(
        days,
        [
          { type: "area", dataKey: "open", stack: "all" },
          { type: "area", dataKey: "done", stack: "all" },
        ],
        { xAxis: "day", showYAxis: true },
      ),
    ),
    titled(
      "All at once",
      W.chart(
        days,
        [
          { type: "bar", dataKey: "open" },
          { type: "area", dataKey: "done" },
          { type: "line", dataKey: "late" },
        ],
        { xAxis: "day", showYAxis: true },
      ),
    ),
    titled("Many", W.chart(many, [{ type: "line", dataKey: "value" }], { xAxis: "at", showYAxis: true })),
    titled(
      "A single value",
      W.chart([{ day: "Mon", open: 2 }], [{ type: "line", dataKey: "open" }], {
        xAxis: "day",
        showYAxis: true,
      }),
    ),
    titled("Nothing yet", W.chart([], [{ type: "bar", dataKey: "open" }], { xAxis: "day" })),
    W.row(
      [
        W.chart(days, [{ type: "bar", dataKey: "open" }], {
          xAxis: "day",
          flex: 1,
          minWidth: 80,
          maxWidth: 300,
          minHeight: 60,
          maxHeight: 200,
        }),
        W.chart(days, [{ type: "area", dataKey: "open" }], {
          xAxis: "day",
          width: 140,
          aspectRatio: 1.5,
          minSize: 40,
          maxSize: 300,
          size: 120,
        }),
      ],
      { wrap: "wrap" },
    ),
  ],
  { status: { text: "Charts", icon: "chart" }, size: "lg" },
);
