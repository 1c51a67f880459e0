import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { type Preview, previewSvg, WIDTH } from "./preview-picture.ts";

/* A worker thread that draws one picture at a time: see preview.server.ts. */

const { resolve } = createRequire(import.meta.url);
const SCRIPTS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"];
const fontBuffers = [400, 700].flatMap((weight) =>
  SCRIPTS.map((script) =>
    readFileSync(resolve(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff2`)),
  ),
);
await initWasm(readFileSync(resolve("@resvg/resvg-wasm/index_bg.wasm")));

const port = parentPort;
port?.on("message", (preview: Preview) => {
  const picture = new Resvg(previewSvg(preview), {
    font: { fontBuffers, defaultFontFamily: "Inter" },
    fitTo: { mode: "width", value: WIDTH },
  });
  port.postMessage(picture.render().asPng());
  picture.free();
});
