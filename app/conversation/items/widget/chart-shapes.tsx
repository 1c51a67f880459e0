import type { Chart } from "#app/chatkit/protocol/widget-types.ts";
import { curveOf, pathOf, reversed, type Point } from "./chart-curves.ts";
import { type ChartScale, heightOf, type Series, type Span } from "./chart-scale.ts";
import { textColor, tone } from "./colors.ts";
import { valueOf } from "./css-values.ts";

const PALETTE = (["primary", "success", "discovery", "warning", "danger", "info"] as const).map(tone);

/** ChatKit's names of colours for charts. In CSS they are others, which are too bright for one of the themes. */
const NAMED: Record<string, string> = {
  blue: tone("primary"),
  green: tone("success"),
  purple: tone("discovery"),
  orange: tone("warning"),
  yellow: tone("caution"),
  red: tone("danger"),
  pink: "light-dark(#a8326e,#f5a3c7)",
};

export function colorOf({ color }: Series, index: number): string | undefined {
  const known = typeof color === "string" ? valueOf(NAMED, color) : undefined;
  return known ?? textColor(color) ?? PALETTE[index % PALETTE.length];
}

interface ShapesProps {
  node: Chart;
  series: Series[];
  scale: ChartScale;
}

/** The bars, lines and areas, in a square of 100 × 100 that is stretched to the chart's place. */
export function Shapes({ node, series, scale }: ShapesProps) {
  return series.map((each, index) =>
    each.type === "bar" ? (
      <Bars key={each.dataKey} node={node} series={series} scale={scale} index={index} />
    ) : (
      <Line key={each.dataKey} node={node} series={series} scale={scale} index={index} />
    ),
  );
}

interface ShapeProps extends ShapesProps {
  /** Which of the series it is. */
  index: number;
}

/** Gaps are in pixels, and the width is the browser's: they are right for a chart that is so wide. */
const USUAL_WIDTH = 480;

function Bars({ node, series, scale, index }: ShapeProps) {
  const each = series[index];
  if (!each) return null;
  // Bars of one stack stand on each other, others side by side.
  const places = [...new Set(series.filter(({ type }) => type === "bar").map(placeOf))];
  const place = places.indexOf(placeOf(each));
  const width = 100 / scale.categories.length;
  const between = node.barCategoryGap === undefined ? width * 0.38 : part(node.barCategoryGap, width);
  const room = (width - between) / places.length;
  const gap = places.length > 1 ? part(node.barGap ?? 0, room) : 0;
  return scale.spans[index]?.map(({ value, from, to }, at) =>
    value === undefined ? null : (
      <rect
        key={scale.categories[at]?.key}
        x={at * width + between / 2 + place * room + gap / 2}
        y={Math.min(heightOf(from, scale), heightOf(to, scale))}
        width={room - gap}
        height={Math.abs(heightOf(from, scale) - heightOf(to, scale))}
        fill={colorOf(each, index)}
      >
        <Tip node={node} label={scale.categories[at]?.label} value={value} />
      </rect>
    ),
  );
}

const placeOf = ({ stack, dataKey }: Series) => stack ?? dataKey;

/** Pixels as a part of the whole, at most three quarters of the room that there is. */
const part = (pixels: number, room: number) => Math.min((pixels / USUAL_WIDTH) * 100, room * 0.75);

/** Beyond so many, the points of a line would be one. */
const MAX_POINTS = 14;

function Line({ node, series, scale, index }: ShapeProps) {
  const each = series[index];
  if (!each) return null;
  const spans = scale.spans[index] ?? [];
  const width = 100 / scale.categories.length;
  const curve = curveOf(each.curveType);
  const color = colorOf(each, index);
  const stroke = { fill: "none", stroke: color, vectorEffect: "non-scaling-stroke" } as const;
  const parts = unbroken(spans).map((places) => {
    const edge = (end: "from" | "to") =>
      places.map((at): Point => [(at + 0.5) * width, heightOf(spans[at]?.[end] ?? 0, scale)]);
    return { places, top: edge("to"), bottom: edge("from") };
  });
  return (
    <g>
      {each.type === "area" &&
        parts.map(({ places, top, bottom }) => (
          <path
            key={places[0]}
            d={`${pathOf(top, curve)} ${pathOf(bottom.toReversed(), reversed(curve)).replace("M", "L")} Z`}
            fill={color}
            fillOpacity={0.2}
          />
        ))}
      {parts.map(({ places, top }) => (
        <path key={places[0]} d={pathOf(top, curve)} strokeWidth={2} {...stroke} />
      ))}
      {parts.map(({ places, top }) =>
        // One without neighbours has no line that shows it.
        spans.length <= MAX_POINTS || places.length === 1
          ? places.map((at, nth) => (
              // A line of no length with a round end: a circle would be stretched with the square.
              <path
                key={scale.categories[at]?.key}
                d={`M${top[nth]?.join(" ")}h0`}
                strokeWidth={7}
                strokeLinecap="round"
                {...stroke}
              >
                <Tip node={node} label={scale.categories[at]?.label} value={spans[at]?.value} />
              </path>
            ))
          : null,
      )}
    </g>
  );
}

/** The places of values that follow each other without a gap. */
function unbroken(spans: Span[]): number[][] {
  const parts: number[][] = [];
  for (const [at, { value }] of spans.entries()) {
    if (value === undefined) continue;
    const last = parts.at(-1);
    if (last?.at(-1) === at - 1) last.push(at);
    else parts.push([at]);
  }
  return parts;
}

interface TipProps {
  node: Chart;
  label: string | undefined;
  value: number | undefined;
}

function Tip({ node, label, value }: TipProps) {
  return node.showTooltip === false ? null : <title>{`${label}: ${value}`}</title>;
}
