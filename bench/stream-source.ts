import { createServer, type ServerResponse } from "node:http";

/*
 * The other side of the streams' figures, in a process of its own: `stream-source.ts <events per second> <events>`. It
 * is a model that speaks the Responses API, and at `/bare` a node:http server that writes ChatKit's events itself. Each
 * word is the time at which it was written.
 */
const [, , rate = "20", count = "200"] = process.argv;
const EVENTS = Number(count);

interface Stream {
  left: number;
  write(word: string): void;
  end(): void;
}

const streams = new Set<Stream>();
const frame = (event: object) => `data: ${JSON.stringify(event)}\n\n`;
const named = (event: { type: string }) => `event: ${event.type}\n${frame(event)}`;

function answerAsModel(response: ServerResponse): void {
  const id = `msg_${crypto.randomUUID()}`;
  let text = "";
  const part = (said: string) => ({ type: "output_text", text: said, annotations: [] });
  const item = (said?: string) => ({
    type: "message",
    id,
    role: "assistant",
    status: said === undefined ? "in_progress" : "completed",
    content: said === undefined ? [] : [part(said)],
  });
  const place = { item_id: id, output_index: 0, content_index: 0 };
  const send = (event: { type: string }) => response.write(named(event));
  send(Object.assign({ type: "response.created", response: { id: `resp_${id}`, output: [] } }));
  send(Object.assign({ type: "response.output_item.added", output_index: 0, item: item() }));
  send(Object.assign({ type: "response.content_part.added", ...place, part: part("") }));
  streams.add({
    left: EVENTS,
    write(word) {
      text += word;
      send(Object.assign({ type: "response.output_text.delta", ...place, delta: word }));
    },
    end() {
      const usage = { input_tokens: 10, output_tokens: EVENTS, total_tokens: EVENTS + 10 };
      send(Object.assign({ type: "response.output_text.done", ...place, text }));
      send(Object.assign({ type: "response.content_part.done", ...place, part: part(text) }));
      send(Object.assign({ type: "response.output_item.done", output_index: 0, item: item(text) }));
      const whole = {
        id: `resp_${id}`,
        object: "response",
        status: "completed",
        output: [item(text)],
        usage,
      };
      send(Object.assign({ type: "response.completed", response: whole }));
      response.end();
    },
  });
}

function answerBare(response: ServerResponse): void {
  const id = `msg_${crypto.randomUUID()}`;
  streams.add({
    left: EVENTS,
    write(delta) {
      const update = { type: "assistant_message.content_part.text_delta", content_index: 0, delta };
      response.write(frame({ type: "thread.item.updated", item_id: id, update }));
    },
    end: () => response.end(),
  });
}

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    if (request.url === "/bare") answerBare(response);
    else answerAsModel(response);
    response.on("close", () => {
      for (const stream of streams) if (stream.left < 0) streams.delete(stream);
    });
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(address.port);
});

// A slice of the streams at a time, so that their words don't come all at once.
const SLICES = 10;
let slice = 0;
setInterval(
  () => {
    let at = 0;
    slice = (slice + 1) % SLICES;
    for (const stream of streams) {
      at += 1;
      if (at % SLICES !== slice) continue;
      stream.left -= 1;
      if (stream.left >= 0) stream.write(` ${Date.now()}`);
      else {
        streams.delete(stream);
        stream.end();
      }
    }
  },
  1000 / Number(rate) / SLICES,
);
// Exit with the bench, which holds the other end of stdin.
process.stdin.on("end", () => process.exit()).resume();
