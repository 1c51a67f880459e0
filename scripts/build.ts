import { buildIfNeeded, isFresh } from "./build/build.ts";

/* `npm run build`: the production build, or nothing when it is there already. */
if (isFresh()) console.log("build/ is up to date");
await buildIfNeeded();
