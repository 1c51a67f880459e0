export type Point = readonly [x: number, y: number];

/** How the points of a line are joined. The smooth curves of d3-shape are drawn as one: no point is overshot. */
export type Curve = "straight" | "smooth" | "step" | "stepBefore" | "stepAfter";

const SMOOTH = /^(?:basis|bump|monotone|natural)/;

/** The curve for a name of d3-shape's (chatkit-python `CurveType`). */
export function curveOf(name: unknown): Curve {
  if (name === "step" || name === "stepBefore" || name === "stepAfter") return name;
  return typeof name === "string" && SMOOTH.test(name) ? "smooth" : "straight";
}

/** The same curve, drawn from its end to its beginning. */
export const reversed = (curve: Curve): Curve =>
  curve === "stepBefore" ? "stepAfter" : curve === "stepAfter" ? "stepBefore" : curve;

/** An SVG path through the points. */
export function pathOf(points: readonly Point[], curve: Curve): string {
  const slopes = curve === "smooth" ? slopesOf(points) : [];
  return points
    .map((point, at) => {
      const [x, y] = point;
      const before = points[at - 1];
      if (!before) return `M${x} ${y}`;
      return lineTo(before, point, curve, [slopes[at - 1] ?? 0, slopes[at] ?? 0]);
    })
    .join(" ");
}

function lineTo([fromX, fromY]: Point, [x, y]: Point, curve: Curve, [leaving, arriving]: Point): string {
  const third = (x - fromX) / 3;
  switch (curve) {
    case "straight":
      return `L${x} ${y}`;
    case "step":
      return `H${(fromX + x) / 2} V${y} H${x}`;
    case "stepBefore":
      return `V${y} H${x}`;
    case "stepAfter":
      return `H${x} V${y}`;
    case "smooth":
      return `C${fromX + third} ${fromY + third * leaving} ${x - third} ${y - third * arriving} ${x} ${y}`;
  }
}

/** Slopes at the points with which a cubic curve is monotone between them (Steffen 1990). */
function slopesOf(points: readonly Point[]): number[] {
  const secants = points.slice(1).map(([x, y], at) => {
    const [fromX, fromY] = points[at] ?? [x, y];
    return { width: x - fromX, slope: x === fromX ? 0 : (y - fromY) / (x - fromX) };
  });
  const inner = points.map((_, at) => {
    const [left, right] = [secants[at - 1], secants[at]];
    if (!left || !right || left.slope * right.slope <= 0) return 0;
    const middle = (left.slope * right.width + right.slope * left.width) / (left.width + right.width);
    const steepest = Math.min(Math.abs(left.slope), Math.abs(right.slope), Math.abs(middle) / 2);
    return Math.sign(left.slope) * 2 * steepest;
  });
  const end = (secant: (typeof secants)[number] | undefined, next: number | undefined) =>
    secant ? (3 * secant.slope - (next ?? 0)) / 2 : 0;
  return inner.map((slope, at) => {
    if (at === 0) return end(secants[0], inner[1]);
    return at === points.length - 1 ? end(secants.at(-1), inner[at - 1]) : slope;
  });
}
