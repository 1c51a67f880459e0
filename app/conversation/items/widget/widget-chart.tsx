import type { Chart } from "#app/chatkit/protocol/widget-types.ts";
import { blockStyle } from "./box-style.ts";
import { type ChartScale, heightOf, scaleOf, type Series, seriesOf } from "./chart-scale.ts";
import { colorOf, Shapes } from "./chart-shapes.tsx";
import { cssLength, valueOf } from "./css-values.ts";

const HEIGHT = 160;
/** Of more categories than these, only some of the names are shown. */
const MAX_LABELS = 14;
const SOME_LABELS = 7;

/**
 * A bar, line or area chart. The shapes are an SVG as wide as its place; texts are HTML, so that they keep their size.
 * Screen readers read what it is, and a table of its numbers.
 */
export function WidgetChart({ node }: { node: Chart }) {
  const scale = scaleOf(node);
  const series = seriesOf(node);
  if (scale.categories.length === 0 || series.length === 0)
    return <p className="text-sm text-muted">No data</p>;
  const isHidden = typeof node.xAxis === "object" && node.xAxis.hide === true;
  const hasValues = series.length === 1 && series[0]?.type === "bar" && scale.categories.length <= MAX_LABELS;
  const name = series.map(nameOf).join(", ");
  // The height is that of the plot. Legend and labels come on top of it, so that they aren't cut off.
  const { height, minHeight, maxHeight, aspectRatio, ...outer } = blockStyle(node);
  const plot = { height: height ?? (aspectRatio ? undefined : HEIGHT), minHeight, maxHeight, aspectRatio };
  return (
    <figure className="m-0 w-full min-w-0" style={{ ...outer, flex: cssLength(node.flex) }}>
      {(node.showLegend ?? series.length > 1) && <Legend series={series} />}
      <div className={`flex gap-2 ${hasValues ? "pt-5" : ""}`}>
        {node.showYAxis && <Axis scale={scale} />}
        <div className="relative min-w-0 flex-1" style={plot}>
          <svg
            role="img"
            aria-label={`${kindOf(series)}: ${name}`}
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="size-full overflow-visible"
          >
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

const KINDS = { bar: "Bar chart", line: "Line chart", area: "Area chart" };

function kindOf(series: Series[]): string {
  const [type, ...others] = new Set(series.map((each) => each.type));
  return (others.length === 0 && type && valueOf(KINDS, type)) || "Chart";
}

const nameOf = ({ label, dataKey }: Series): string => label ?? dataKey;

/** The numbers above the bars. */
function Values({ scale }: { scale: ChartScale }) {
  const width = 100 / scale.categories.length;
  return scale.spans[0]?.map(({ value, to }, at) =>
    !value ? null : (
      <span
        key={scale.categories[at]?.key}
        aria-hidden
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
    <div className="relative w-8 text-right text-xs text-muted" aria-hidden>
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

/** The names of the categories, each below the middle of its own. */
function Labels({ scale, hasAxis }: { scale: ChartScale; hasAxis: boolean }) {
  const count = scale.categories.length;
  const every = count <= MAX_LABELS ? 1 : Math.ceil(count / SOME_LABELS);
  // The first and last of the shown names stand half of the distance from the edges, so that they have room.
  const first = Math.floor(every / 2);
  return (
    <div className={`mt-1.5 flex text-xs text-muted ${hasAxis ? "ps-10" : ""}`} aria-hidden>
      <div className="relative h-4 min-w-0 flex-1">
        {scale.categories.map(({ key, label }, at) =>
          at % every === first ? (
            <span
              key={key}
              className="absolute -translate-x-1/2 truncate text-center"
              style={{ left: `${((at + 0.5) / count) * 100}%`, maxWidth: `${(every / count) * 100}%` }}
            >
              {label}
            </span>
          ) : null,
        )}
      </div>
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
              <td key={each.dataKey}>{scale.spans[index]?.[at]?.value ?? "–"}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
