import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { createDatabase } from "#db/create-database.ts";
import { createThread, signUp } from "#tests/support/api-client.ts";
import { startApp } from "#tests/support/app-process.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { cpuSeconds, pinToOneCore } from "../cpu.ts";
import { atLeast, atMost, note, type Figure } from "../report.ts";

export interface StreamLoad {
  streams: number;
  seconds: number;
}

const RATE = 20;
/** Sends that begin at once: more are refused for a moment. */
const AT_ONCE = 20;

/**
 * Answers that stream 20 events per second each, from a model in another process, beside a bare node:http server that
 * writes the same events. The app has one core, and everything else another: the model, PostgreSQL, and who reads.
 */
export async function streamFigures({ streams, seconds }: StreamLoad): Promise<Figure[]> {
  const events = RATE * seconds;
  // What is started from here on inherits it.
  if (availableParallelism() > 1) pinToOneCore(process.pid, 1);
  const source = await startSource(events);
  const postgres = await startPostgres();
  const database = await createDatabase({ driver: "pg", url: postgres.url() });
  const app = await startApp({
    env: {
      DATABASE_URL: postgres.url(),
      OPENAI_API_KEY: "bench",
      OPENAI_BASE_URL: `${source.url}/v1`,
      OPENAI_TITLE_MODEL: "off",
      MAX_ANSWERS: "100000",
      BETTER_AUTH_SECRET: "bench".repeat(8),
    },
  });
  try {
    const pid = app.child.pid ?? 0;
    const person = await signUp(app.url);
    const headers = { authorization: `Bearer ${person.secret}`, "content-type": "application/json" };
    const body = JSON.stringify(createThread("Tell me a story"));
    const send = () => read(`${app.url}/api/chatkit`, { method: "POST", headers }, body);
    // Whatever is compiled or loaded at the first answer.
    await all(1, send);
    pinToOneCore(pid, 0);
    const idle = memory(pid);
    const before = { cpu: cpuSeconds(pid), wal: await walBytes(database.db) };
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, memory(pid))), 500);
    const { readings, held } = await all(streams, send, () => cpuSeconds(pid));
    clearInterval(watch);
    const cpu = cpuSeconds(pid) - before.cpu;
    const wal = (await walBytes(database.db)) - before.wal;
    const words = readings.flatMap((reading) => reading.words);
    const heldWords = words.filter(({ at }) => at >= held.from.at && at < held.to.at);
    // Not a number when the first ends before the last begins.
    const heldMicros =
      (heldWords.length > 0 ? (held.to.figure - held.from.figure) / heldWords.length : NaN) * 1e6;
    const bareBefore = cpuSeconds(source.pid);
    const bare = await all(streams, () => read(`${source.url}/bare`, { method: "GET" }));
    const bareCpu = cpuSeconds(source.pid) - bareBefore;
    const client = await sdkCost(source.url, "client", streams);
    const agent = await sdkCost(source.url, "agent", streams);
    const whole = readings.filter((reading) => reading.words.length === events).length;
    const text = words.length * 14;
    const delays = (some: Word[]) => some.map(({ delay }) => delay);
    const bareDelays = delays(bare.readings.flatMap((reading) => reading.words));
    return [
      atLeast("streams that were whole", whole, streams),
      note("time in which all were under way", (held.to.at - held.from.at) / 1000, " s", 0),
      atMost("CPU time per event in it", heldMicros, 70, " µs"),
      note("  with beginnings and ends", (cpu / words.length) * 1e6, " µs", 0),
      note("  bare node:http", (bareCpu / (bare.readings.length * events)) * 1e6, " µs", 0),
      note("  OpenAI's client alone", client.micros, " µs", 0),
      note("  the Agents SDK alone", agent.micros, " µs", 0),
      note(
        "CPU time of a beginning and an end",
        ((cpu - heldMicros * 1e-6 * words.length) / streams) * 1000,
        " ms",
        0,
      ),
      atMost("delay of a word in it, p99", percentile(delays(heldWords), 0.99), 150, " ms"),
      note("  median", percentile(delays(heldWords), 0.5), " ms", 0),
      note("  p99 of a usual second", usualSecond(heldWords), " ms", 0),
      note("  with beginnings and ends, p99", percentile(delays(words), 0.99), " ms", 0),
      note("  bare node:http, p99", percentile(bareDelays, 0.99), " ms", 0),
      atMost("memory per stream", (most - idle) / streams / 1024, 300, " KB"),
      note("  OpenAI's client alone", client.kilobytes, " KB", 0),
      note("  the Agents SDK alone", agent.kilobytes, " KB", 0),
      atMost("WAL per byte of text", wal / text, 20, " bytes"),
    ];
  } finally {
    await app.stop();
    await database.close();
    await postgres.stop();
    source.stop();
  }
}

async function startSource(events: number): Promise<{ url: string; pid: number; stop(): void }> {
  const script = join(import.meta.dirname, "../stream-source.ts");
  const child = spawn(process.execPath, [script, String(RATE), String(events)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  return {
    url: `http://127.0.0.1:${String(line).trim()}`,
    pid: child.pid ?? 0,
    stop: () => child.stdin.end(),
  };
}

/** What the SDKs cost that read the model's answers, on one core: CPU time per word, and memory per answer. */
async function sdkCost(url: string, layer: "client" | "agent", streams: number) {
  const script = join(import.meta.dirname, "../sdk-process.ts");
  const args = (count: number) => [script, `${url}/v1`, layer, String(count)];
  const run = async (count: number) => {
    const child = spawn(process.execPath, args(count), { stdio: ["pipe", "pipe", "inherit"] });
    const pid = child.pid ?? 0;
    pinToOneCore(pid, 0);
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, memory(pid))), 500);
    const [line] = await once(child.stdout, "data");
    clearInterval(watch);
    const cpu = cpuSeconds(pid);
    child.stdin.end();
    return { words: Number(line), cpu, most };
  };
  // What is loaded and compiled by one answer isn't the cost of many.
  const [one, many] = [await run(1), await run(streams)];
  return {
    micros: ((many.cpu - one.cpu) / (many.words - one.words)) * 1e6,
    kilobytes: (many.most - one.most) / (streams - 1) / 1024,
  };
}

/** A word: when it was written, and how much later it was read, in milliseconds. */
interface Word {
  at: number;
  delay: number;
}

interface Reading {
  words: Word[];
}

interface Begun {
  began: Promise<void>;
  ended: Promise<Reading>;
}

/**
 * Begins them a few at a time, and reads all to their ends.
 *
 * @param figure is taken when the last has begun, and when the first ends
 */
async function all(count: number, send: () => Promise<Begun>, figure = () => 0) {
  const reading: Promise<Reading>[] = [];
  const moment = () => ({ at: Date.now(), figure: figure() });
  let to: ReturnType<typeof moment> | undefined;
  for (let at = 0; at < count; at += AT_ONCE) {
    const some = await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - at) }, send));
    await Promise.all(some.map(({ began }) => began));
    for (const { ended } of some) reading.push(ended.finally(() => (to ??= moment())));
  }
  const from = moment();
  const readings = await Promise.all(reading);
  return { readings, held: { from, to: to ?? moment() } };
}

async function read(url: string, options: { method: string; headers?: Record<string, string> }, body = "") {
  const sent = request(url, options).end(body);
  const [response] = await once(sent, "response");
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode}`);
  const words: Word[] = [];
  const first = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<Reading>();
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    const now = Date.now();
    // The app may join words; a chunk may end within one, which then doesn't count.
    for (const [, joined = ""] of chunk.matchAll(/"delta":"((?: \d{13})+)"/g)) {
      for (const word of joined.trim().split(" "))
        words.push({ at: Number(word), delay: now - Number(word) });
    }
    if (words.length > 0) first.resolve();
  });
  response.on("close", () => {
    first.resolve();
    ended.resolve({ words });
  });
  response.on("error", () => undefined);
  return { began: first.promise, ended: ended.promise };
}

const percentile = (values: number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? NaN;

/** The median of the 99th percentiles of all seconds: one long garbage collection is more than a hundredth of a minute. */
function usualSecond(words: Word[]): number {
  const seconds = Map.groupBy(words, ({ at }) => Math.floor(at / 1000));
  const p99 = (some: Word[]) =>
    percentile(
      some.map(({ delay }) => delay),
      0.99,
    );
  return percentile([...seconds.values()].map(p99), 0.5);
}

/** Resident memory of a process, in bytes. */
function memory(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? 0) * 1024;
}

async function walBytes(db: Awaited<ReturnType<typeof createDatabase>>["db"]): Promise<number> {
  const { rows } = await db.execute<{ bytes: string }>(
    sql`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as bytes`,
  );
  return Number(rows[0]?.bytes ?? 0);
}
