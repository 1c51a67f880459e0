import type { Chart } from "#app/chatkit/protocol/widget-types.ts";
import { blockStyle } from "./box-style.ts";
import { type ChartScale, scaleOf, type Series, seriesOf } from "./chart-scale.ts";
import { textColor, tone } from "./colors.ts";
import { cssLength, valueOf } from "./css-values.ts";

const PALETTE = (["primary", "success", "discovery", "warning", "danger", "info"] as const).map(tone);
const HEIGHT = 160;
/** Wider than this, the names of the categories would overlap: only some are shown. */
const MAX_LABELS = 14;

/**
 * A bar, line or area chart. The shapes are an SVG as wide as its place; texts are HTML, so that they keep their size.
 * Screen readers read a table of the same numbers.
 */
export function WidgetChart({ node }: { node: Chart }) {
  const scale = scaleOf(node);
  const series = seriesOf(node);
  if (scale.categories.length === 0 || series.length === 0) return null;
  const isHidden = typeof node.xAxis === "object" && node.xAxis.hide === true;
  const hasValues = series.length === 1 && series[0]?.type === "bar" && scale.categories.length <= MAX_LABELS;
  const name = series.map(nameOf).join(", ");
  return (
    <figure
      className="m-0 w-full min-w-0"
      style={{ ...blockStyle(node), height: undefined, flex: cssLength(node.flex) }}
    >
      {(node.showLegend ?? series.length > 1) && <Legend series={series} />}
      <div className={`flex gap-2 ${hasValues ? "pt-5" : ""}`} aria-hidden>
        {node.showYAxis && <Axis scale={scale} />}
        <div className="relative min-w-0 flex-1" style={{ height: cssLength(node.height) ?? HEIGHT }}>
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" className="size-full overflow-visible">
            {scale.ticks.map((tick) => (
              <line
                key={tick}
                x1="0"
                x2="100"
                y1={heightOf(tick, scale)}
                y2={heightOf(tick, scale)}
                stroke="var(--color-line)"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            <Shapes node={node} series={series} scale={scale} />
          </svg>
          {hasValues && <Values scale={scale} />}
        </div>
      </div>
      {!isHidden && <Labels scale={scale} hasAxis={node.showYAxis ?? false} />}
      <Numbers scale={scale} series={series} caption={name} />
    </figure>
  );
}

/** ChatKit's names of colours for charts. In CSS they are others, which are too bright for one of the themes. */
const NAMED: Record<string, string> = {
  blue: tone("primary"),
  green: tone("success"),
  purple: tone("discovery"),
  orange: tone("warning"),
  yellow: tone("caution"),
  red: tone("danger"),
};

function colorOf({ color }: Series, index: number): string | undefined {
  const known = typeof color === "string" ? valueOf(NAMED, color) : undefined;
  return known ?? textColor(color) ?? PALETTE[index % PALETTE.length];
}
const nameOf = ({ label, dataKey }: Series): string => label ?? dataKey;

/** The distance from the top, in percent. */
const heightOf = (value: number, { min, max }: ChartScale): number => (1 - (value - min) / (max - min)) * 100;

function Shapes({ node, series, scale }: { node: Chart; series: Series[]; scale: ChartScale }) {
  const width = 100 / scale.categories.length;
  const bars = series.filter(({ type }) => type === "bar");
  // Bars of one stack stand on each other, others side by side.
  const places = [...new Set(bars.map(({ stack, dataKey }) => stack ?? dataKey))];
  return series.map((each, index) => {
    const color = colorOf(each, index);
    const spans = scale.spans[index] ?? [];
    if (each.type === "bar") {
      const barWidth = (width * (node.barCategoryGap === 0 ? 1 : 0.62)) / places.length;
      const place = places.indexOf(each.stack ?? each.dataKey);
      return spans.map(({ value, from, to }, at) => (
        <rect
          key={`${each.dataKey} ${scale.categories[at]?.key}`}
          x={at * width + (width - barWidth * places.length) / 2 + place * barWidth}
          y={Math.min(heightOf(from, scale), heightOf(to, scale))}
          width={barWidth}
          height={Math.abs(heightOf(from, scale) - heightOf(to, scale))}
          fill={color}
        >
          <title>{`${scale.categories[at]?.label}: ${value}`}</title>
        </rect>
      ));
    }
    const isStep = each.curveType?.startsWith("step") ?? false;
    const edge = (end: "from" | "to") =>
      spans.map((span, at): [number, number] => [(at + 0.5) * width, heightOf(span[end], scale)]);
    const top = edge("to");
    return (
      <g key={each.dataKey}>
        {each.type === "area" && (
          <path
            d={`${pathOf(top, isStep)} ${pathOf(edge("from").toReversed(), isStep).replace("M", "L")} Z`}
            fill={color}
            fillOpacity={0.2}
          />
        )}
        <path
          d={pathOf(top, isStep)}
          fill="none"
          stroke={color}
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      </g>
    );
  });
}

function pathOf(points: [number, number][], isStep: boolean): string {
  return points
    .map(([x, y], at) => (at === 0 ? `M${x} ${y}` : isStep ? `H${x} V${y}` : `L${x} ${y}`))
    .join(" ");
}

/** The numbers above the bars. */
function Values({ scale }: { scale: ChartScale }) {
  const width = 100 / scale.categories.length;
  return scale.spans[0]?.map(({ value, to }, at) =>
    value === 0 ? null : (
      <span
        key={scale.categories[at]?.key}
        className="absolute -translate-y-full text-center text-xs text-muted"
        style={{ left: `${at * width}%`, width: `${width}%`, top: `${heightOf(Math.max(to, 0), scale)}%` }}
      >
        {value}
      </span>
    ),
  );
}

function Axis({ scale }: { scale: ChartScale }) {
  return (
    <div className="relative w-8 text-right text-xs text-muted">
      {scale.ticks.map((tick) => (
        <span
          key={tick}
          className="absolute right-0 -translate-y-1/2"
          style={{ top: `${heightOf(tick, scale)}%` }}
        >
          {Number(tick.toPrecision(6))}
        </span>
      ))}
    </div>
  );
}

function Labels({ scale, hasAxis }: { scale: ChartScale; hasAxis: boolean }) {
  const every = Math.ceil(scale.categories.length / MAX_LABELS);
  return (
    <div className={`mt-1.5 flex text-xs text-muted ${hasAxis ? "ps-10" : ""}`} aria-hidden>
      {scale.categories.map(({ key, label }, at) => (
        <span key={key} className="min-w-0 flex-1 truncate text-center">
          {at % every === 0 ? label : ""}
        </span>
      ))}
    </div>
  );
}

function Legend({ series }: { series: Series[] }) {
  return (
    <div className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted" aria-hidden>
      {series.map((each, index) => (
        <span key={each.dataKey} className="inline-flex items-center gap-1.5">
          <span className="size-2.5 rounded-sm" style={{ backgroundColor: colorOf(each, index) }} />
          {nameOf(each)}
        </span>
      ))}
    </div>
  );
}

function Numbers({ scale, series, caption }: { scale: ChartScale; series: Series[]; caption: string }) {
  return (
    <table className="sr-only">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Category</th>
          {series.map((each) => (
            <th key={each.dataKey} scope="col">
              {nameOf(each)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {scale.categories.map(({ key, label }, at) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            {series.map((each, index) => (
              <td key={each.dataKey}>{scale.spans[index]?.[at]?.value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
