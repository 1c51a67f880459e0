import { buildIfNeeded, isFresh } from "./build/build.ts";

/* `npm run build`: the production build. Does nothing when build/ is up to date. */
if (isFresh()) console.log("build/ is up to date");
await buildIfNeeded();
