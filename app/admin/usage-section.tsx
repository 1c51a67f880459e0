import type { AdminData } from "./admin-data.ts";

const HEIGHT = 120;
const BAR = 14;
const GAP = 4;

/** What answers have cost, as a chart with a table behind it, and by person. */
export function UsageSection({ usage }: Pick<AdminData, "usage">) {
  const { days, people } = usage;
  const most = Math.max(1, ...days.map(({ turns }) => turns));
  const width = days.length * (BAR + GAP);
  return (
    <section aria-labelledby="usage" className="space-y-3">
      <h2 id="usage" className="text-lg font-semibold">
        Usage
      </h2>
      {days.every(({ turns }) => turns === 0) ? (
        <p className="text-muted">No answers in the last {days.length} days.</p>
      ) : (
        <>
          {/* A scrolling part has to be reachable by keyboard. */}
          <div
            role="group"
            aria-label="Answers by day"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            className="overflow-x-auto rounded-xl border border-line p-4"
          >
            <svg
              viewBox={`0 0 ${width} ${HEIGHT + 18}`}
              width={width}
              height={HEIGHT + 18}
              role="img"
              aria-label={`Answers of the last ${days.length} days, ${most.toLocaleString("en")} at most in a day. The table below has the numbers.`}
            >
              {days.map(({ day, turns, failed }, at) => (
                <g key={day} transform={`translate(${at * (BAR + GAP)} 0)`}>
                  <title>{`${day}: ${turns} answers, ${failed} failed`}</title>
                  <Bar of={turns} most={most} className="fill-accent" />
                  <Bar of={failed} most={most} className="fill-danger" />
                  {(days.length - 1 - at) % 7 === 0 && (
                    <text x={BAR / 2} y={HEIGHT + 14} textAnchor="middle" className="fill-muted text-[10px]">
                      {day.slice(5)}
                    </text>
                  )}
                </g>
              ))}
            </svg>
            <p className="text-sm text-muted">Answers by day (UTC), those that failed in red.</p>
          </div>
          <details>
            <summary className="cursor-pointer text-sm">The numbers</summary>
            <Table
              head={["Day", "Answers", "Failed", "Tokens in", "Tokens out"]}
              rows={days
                .filter(({ turns }) => turns > 0)
                .toReversed()
                .map((day) => [day.day, day.turns, day.failed, day.inputTokens, day.outputTokens])}
            />
          </details>
          <h3 className="font-medium">Most in these days</h3>
          <Table
            head={["Person", "Answers", "Failed", "Tokens in", "Tokens out"]}
            rows={people.map(({ userId, email, turns, failed, inputTokens, outputTokens }) => [
              email ?? `Guest ${userId.slice(0, 8)}`,
              turns,
              failed,
              inputTokens,
              outputTokens,
            ])}
          />
        </>
      )}
    </section>
  );
}

function Bar({ of, most, className }: { of: number; most: number; className: string }) {
  const height = Math.round((of / most) * HEIGHT);
  return <rect x="0" y={HEIGHT - height} width={BAR} height={height} rx="2" className={className} />;
}

function Table({ head, rows }: { head: string[]; rows: (string | number)[][] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="group" aria-label={head[0]} tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead>
          <tr className="text-muted">
            {head.map((name, at) => (
              <th
                key={name}
                scope="col"
                className={`py-1 font-medium ${at === 0 ? "text-start" : "text-end"}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...numbers]) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="py-1 text-start font-normal wrap-anywhere">
                {name}
              </th>
              {numbers.map((value, at) => (
                <td key={head[at + 1]} className="py-1 text-end tabular-nums">
                  {value.toLocaleString("en")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
