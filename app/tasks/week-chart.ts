import type { BasicRoot, Card } from "#app/chatkit/protocol/widget-types.ts";
import { caption, card, chart } from "#app/chatkit/widgets/builders.ts";
import { walk } from "#app/chatkit/widgets/walk.ts";
import { dayText } from "./date-text.ts";
import type { LocalNow } from "./local-time.ts";

/** How many tasks are open on a day. */
export interface DayCount {
  /** Such as 2026-10-02. */
  day: string;
  open: number;
}

/** The most days that a chart shows. */
export const MAX_DAYS = 31;

/** A bar for each day, as high as it has tasks. */
export function weekCard(week: DayCount[], local: LocalNow): Card {
  const labels = week.map(({ day }) => {
    const [weekday, number] = (["weekday", "day"] as const).map((part) =>
      dayText(new Date(day), local, { [part]: part === "day" ? "numeric" : "short" }),
    );
    return [day, week.length > 10 ? number : `${weekday} ${number}`];
  });
  const bars = chart(
    week.map(({ day, open }) => ({ day, open })),
    [{ type: "bar", dataKey: "open", label: "Tasks", color: "blue" }],
    { xAxis: { dataKey: "day", labels: Object.fromEntries(labels) }, showLegend: false, height: 140 },
  );
  return card([caption(`Open tasks per day, ${rangeText(week, local)}`), bars], { size: "lg" });
}

/** The days of the chart in a widget. */
export function daysIn(widget: BasicRoot): string[] {
  return [...walk(widget)].flatMap((node) =>
    node.type === "Chart" ? node.data.flatMap(({ day }) => (typeof day === "string" ? day : [])) : [],
  );
}

function rangeText(week: DayCount[], local: LocalNow): string {
  const [first, last] = [week[0], week.at(-1)].map(
    (each) => each && dayText(new Date(each.day), local, { month: "short", day: "numeric" }),
  );
  return first === last ? (first ?? "") : `${first} to ${last}`;
}
