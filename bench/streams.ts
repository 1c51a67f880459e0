import { buildIfNeeded } from "../scripts/build/build.ts";
import { streamFigures } from "./figures/streams.ts";
import { report, writeResults } from "./report.ts";

/*
 * `npm run bench:streams -- <streams> <seconds>`: many answers at once, by default 200 for 30 seconds. Exits with 1 when a
 * budget is exceeded.
 */
const [, , streams = "200", seconds = "30"] = process.argv;
await buildIfNeeded();
const load = { streams: Number(streams), seconds: Number(seconds) };
const isKept = report(`${streams} answers of 20 events/s for ${seconds} s`, await streamFigures(load));
writeResults("bench/results/streams.json");
process.exitCode = isKept ? 0 : 1;
