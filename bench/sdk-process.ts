import { Agent, OpenAIResponsesModel, Runner, setTracingDisabled } from "@openai/agents";
import OpenAI from "openai";

/*
 * The SDKs of the model alone, in a process of its own: `sdk-process.ts <url> client|agent <answers>`. It begins that
 * many answers, reads them to their ends with OpenAI's client or with the Agents SDK on top of it, and does nothing
 * with the words. Prints the number of words and exits when its standard input ends.
 */
const [, , baseURL = "", layer = "", count = "0"] = process.argv;
/** Answers that begin at once. */
const AT_ONCE = 20;

setTracingDisabled(true);
const client = new OpenAI({ apiKey: "bench", baseURL, maxRetries: 0, logLevel: "off" });
const agent = new Agent({ name: "Bench", model: new OpenAIResponsesModel(client, "bench") });
const runner = new Runner({ tracingDisabled: true });

async function* ofClient(): AsyncGenerator<string> {
  const stream = await client.responses.create({ model: "bench", input: "Tell me a story", stream: true });
  for await (const event of stream) if (event.type === "response.output_text.delta") yield event.delta;
}

async function* ofAgent(): AsyncGenerator<string> {
  const run = await runner.run(agent, "Tell me a story", { stream: true });
  for await (const event of run) {
    if (event.type === "raw_model_stream_event" && event.data.type === "output_text_delta")
      yield event.data.delta;
  }
  await run.completed;
}

async function read(begun: () => void): Promise<number> {
  let words = 0;
  for await (const _ of layer === "agent" ? ofAgent() : ofClient()) {
    begun();
    words += 1;
  }
  return words;
}

const reading: Promise<number>[] = [];
for (let at = 0; at < Number(count); at += AT_ONCE) {
  const some = Array.from({ length: Math.min(AT_ONCE, Number(count) - at) }, () => {
    const first = Promise.withResolvers<void>();
    return { ended: read(first.resolve), began: first.promise };
  });
  await Promise.all(some.map(({ began }) => began));
  reading.push(...some.map(({ ended }) => ended));
}
const words = (await Promise.all(reading)).reduce((sum, one) => sum + one, 0);
console.log(words);
process.stdin.on("end", () => process.exit()).resume();
