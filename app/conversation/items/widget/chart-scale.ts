import type { Chart } from "#app/chatkit/protocol/widget-types.ts";

export type Series = Chart["series"][number];

/** A value of a series, as the part of the axis that it covers: stacked values begin where others end. */
export interface Span {
  /** Undefined where the data has none: a gap, and not zero. */
  value: number | undefined;
  from: number;
  to: number;
}

export interface ChartScale {
  /** The categories with their names as they are shown. */
  categories: { key: string; label: string }[];
  /** For each series, a span for each category. */
  spans: Span[][];
  /** The ends of the axis, and where lines go across. */
  min: number;
  max: number;
  ticks: number[];
}

/** The most categories and series that are drawn. Widgets are data from outside. */
const MAX_ROWS = 400;
const MAX_SERIES = 12;

/** Beyond these, the lines of an axis can't be told from each other. */
const [MAX_VALUE, MIN_VALUE] = [1e15, 1e-9];

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

export const seriesOf = (chart: Chart): Series[] =>
  (Array.isArray(chart.series) ? chart.series : []).filter(isObject).slice(0, MAX_SERIES);

export function scaleOf(chart: Chart): ChartScale {
  const { xAxis } = chart;
  const rows = (Array.isArray(chart.data) ? chart.data : []).filter(isObject).slice(0, MAX_ROWS);
  const axis = typeof xAxis === "object" ? (xAxis ?? { dataKey: "" }) : { dataKey: xAxis };
  const names: Record<string, string> = "labels" in axis ? (axis.labels ?? {}) : {};
  const categories = rows.map((row, at) => {
    const name = String(row[axis.dataKey] ?? "");
    return { key: `${at} ${name}`, label: (Object.hasOwn(names, name) ? names[name] : undefined) ?? name };
  });
  const stacks = new Map<string, number>();
  const spans = seriesOf(chart).map(({ dataKey, stack }) =>
    rows.map((row, at): Span => {
      const value = valueOf(row[dataKey]);
      const length = value ?? 0;
      if (stack === undefined) return { value, from: 0, to: length };
      const key = `${stack} ${at} ${length < 0}`;
      const from = stacks.get(key) ?? 0;
      stacks.set(key, from + length);
      return { value, from, to: from + length };
    }),
  );
  const ends = spans.flat().map(({ to }) => to);
  const step = stepFor(Math.max(0, ...ends) - Math.min(0, ...ends));
  const min = Math.floor(Math.min(0, ...ends) / step) * step;
  const max = Math.max(Math.ceil(Math.max(0, ...ends) / step) * step, min + step);
  const ticks = Array.from({ length: Math.round((max - min) / step) + 1 }, (_, at) => min + at * step);
  return { categories, spans, min, max, ticks };
}

function valueOf(cell: unknown): number | undefined {
  const isBlank = typeof cell === "string" && cell.trim() === "";
  const value = isBlank || cell === null ? NaN : Number(cell);
  if (Number.isNaN(value)) return undefined;
  if (Math.abs(value) < MIN_VALUE) return 0;
  return Math.max(-MAX_VALUE, Math.min(value, MAX_VALUE));
}

/** A round distance of lines, of which two to five fit into the range. */
function stepFor(range: number): number {
  if (range <= 0) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(range));
  const step =
    [0.2, 0.5, 1, 2].map((part) => part * magnitude).find((each) => range / each <= 5) ?? magnitude;
  // Few things are counted in whole numbers.
  return range <= 5 && range >= 1 ? Math.max(1, step) : step;
}

/** The distance from the top, in percent. */
export const heightOf = (value: number, { min, max }: ChartScale): number =>
  (1 - (value - min) / (max - min)) * 100;
