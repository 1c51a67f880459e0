import { buildIfNeeded } from "../scripts/build/build.ts";
import { controlFigures } from "./figures/controls.ts";
import { depthFigures } from "./figures/depth.ts";
import { documentFigures } from "./figures/document.ts";
import { growthFigures } from "./figures/growth.ts";
import { roundTripFigures } from "./figures/round-trips.ts";
import { historyFigures } from "./figures/history.ts";
import { searchFigures } from "./figures/search.ts";
import { screenFigures } from "./figures/screen.ts";
import { upgradeFigures } from "./figures/upgrade.ts";
import { moveFigures } from "./figures/moves.ts";
import { slowLineFigures } from "./figures/slow-line.ts";
import { scrollFigures } from "./figures/scroll.ts";
import { throughputFigures } from "./figures/throughput.ts";
import { report, writeResults } from "./report.ts";
import { startWorld } from "./world.ts";

/*
 * `npm run bench`: builds if needed, starts a PostgreSQL and the app, and prints each figure beside its
 * budget. The same figures are written as JSON. Exits with 1 when a budget is exceeded.
 */
await buildIfNeeded();
console.log("Starting PostgreSQL, seeding the corpus, starting the app …");
const world = await startWorld();
try {
  const page = world.conversation(200);
  const kept = [
    report("What has to be noticed", await controlFigures(world, page)),
    report("Corpus 200, the document", await documentFigures(page)),
    report("Corpus 200, the database", await depthFigures(world, page)),
    report("Round trips to the database", await roundTripFigures(world)),
    report("Corpus 200, the screen", await screenFigures(page)),
    report("Corpus 200, a first visit on slow 4G", await slowLineFigures(page)),
    report("From 20 messages to 200, and back", await moveFigures(world.conversation(20), page)),
    report("10,000 messages, reading back", await scrollFigures(world.conversation(10_000))),
    report("Large ones beside small ones", await growthFigures(world)),
    report("Pages of a long history beside a short one", await historyFigures(world)),
    report("Searches", await searchFigures()),
    report("An upgrade beside readers and writers", await upgradeFigures()),
    // Last, because it binds the app to one core.
    report("Corpus 200, the server", await throughputFigures(page, world.app.child.pid ?? 0)),
  ];
  writeResults("bench/results/bench.json");
  const broken = kept.filter((ok) => !ok).length;
  console.log(broken === 0 ? "\nEvery budget is kept." : "\nA budget is not kept; see above.");
  process.exitCode = broken === 0 ? 0 : 1;
} finally {
  await world.stop();
}
