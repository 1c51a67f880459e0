// page.html on an origin of its own: node node_modules/chatkit-server/examples/page.mjs, beside node-http.mjs.
// PORT (default: 8001), and CHAT_URL: the server (default: that of node-http.mjs).
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const chat = process.env.CHAT_URL ?? "http://localhost:8000/chatkit";

const http = createServer(async ({ url }, response) => {
  if (url !== "/") return response.writeHead(404).end();
  const page = await readFile(new URL("page.html", import.meta.url), "utf8");
  return response
    .writeHead(200, { "content-type": "text/html; charset=utf-8" })
    .end(page.replace("http://localhost:8000/chatkit", chat));
});
http.listen(Number(process.env.PORT ?? 8001), "localhost", () => {
  console.log(`The page is at http://localhost:${http.address().port}`);
});
