import "./env-file.ts";
import { createServer } from "node:http";
import { createServer as createViteServer } from "vite";

/*
 * `npm run dev`: the app with hot reloading. Vite serves modules and assets; everything else goes to the
 * request listener that production uses.
 */
process.env.NODE_ENV = "development";

const port = Number(process.env.PORT || 3000);
const server = createServer();
const vite = await createViteServer({
  // Hot reloading shares the port, because the content security policy allows sockets to 'self' only.
  server: { middlewareMode: true, hmr: { server } },
  appType: "custom",
});

server.on("request", (request, response) => {
  vite.middlewares(request, response, async () => {
    try {
      const { prepare } = await vite.ssrLoadModule("./app/server.ts");
      const listener = await prepare("development");
      listener(request, response);
    } catch (error) {
      if (error instanceof Error) vite.ssrFixStacktrace(error);
      console.error(error);
      response.writeHead(500, { "content-type": "text/plain" }).end("The server failed; its log tells why.");
    }
  });
});
server.once("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Can't start: PORT: ${port} is already in use.` : error);
  process.exit(1);
});
server.listen(port, () => console.log(`ready on http://localhost:${port}`));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    server.closeAllConnections();
    await vite.close();
    const opened = await globalThis.chatDatabase;
    await opened?.close();
    process.exit(0);
  });
}
