import { readFileSync, writeFileSync } from "node:fs";
import { signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { startModelServer, type ModelServer } from "#tests/support/model-server.ts";
import { startProbe, type Probe } from "./probe.ts";

/** An app under attack, with a user and a probe that measures how long another client waits. */
export interface Target {
  app: AppProcess;
  ada: Person;
  probe: Probe;
  /** Returns a function that says how much memory the process has taken since, at most, in MB; 0 off Linux. */
  startMemory(): () => number;
}

export interface World {
  /** Its answers come from `model`. */
  withModel: Target;
  builtIn: Target;
  model: ModelServer;
  stop(): Promise<void>;
}

/** Starts two apps on the loopback interface, each with an embedded database of its own. */
export async function startWorld(): Promise<World> {
  const model = await startModelServer();
  const env = { MAX_ANSWERS: "5", LOG_LEVEL: "error" };
  const [withModel, builtIn] = await Promise.all([
    startTarget({ ...env, OPENAI_API_KEY: "test", OPENAI_BASE_URL: model.url, OPENAI_API: "responses" }),
    startTarget({ ...env, ASSISTANT: "builtin" }),
  ]);
  return {
    withModel,
    builtIn,
    model,
    async stop() {
      for (const { probe, app } of [withModel, builtIn]) {
        await probe.stop();
        await app.kill();
      }
      await model.stop();
    },
  };
}

async function startTarget(env: Record<string, string>): Promise<Target> {
  const app = await startApp({ env: { ...env, LOG_LEVEL: "info" } });
  const ada = await signUp(app.url);
  return {
    app,
    ada,
    probe: startProbe(app.url),
    startMemory: () => startMemory(app.child.pid ?? 0),
  };
}

/** Linux says what a process has had at most since the last reset. */
function startMemory(pid: number): () => number {
  const read = (field: string) => {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  };
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
    const before = read("VmRSS");
    return () => Math.max(0, Math.round(read("VmHWM") - before));
  } catch {
    return () => 0;
  }
}
