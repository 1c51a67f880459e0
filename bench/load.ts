import { Agent, get } from "node:http";

export interface LoadOptions {
  url: string;
  cookie?: string;
  requests: number;
  /** Number of parallel requests. */
  concurrency: number;
}

/** Requests a page repeatedly over keep-alive connections, each to its last byte. */
export async function load({
  url,
  cookie,
  requests,
  concurrency,
}: LoadOptions): Promise<{ seconds: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const headers = { "accept-encoding": "gzip, deflate, br, zstd", ...(cookie ? { cookie } : {}) };
  let left = requests;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await request(url, headers, agent);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  agent.destroy();
  return { seconds: (performance.now() - start) / 1000 };
}

/** Milliseconds from a request to its last byte, one request at a time. */
export async function latencies(url: string, cookie: string, count: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const start = performance.now();
    await request(url, { "accept-encoding": "gzip, deflate, br, zstd", cookie }, agent);
    times.push(performance.now() - start);
  }
  agent.destroy();
  return times;
}

function request(url: string, headers: Record<string, string>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.on("end", resolve).on("error", reject).resume();
    }).on("error", reject);
  });
}
