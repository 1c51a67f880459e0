import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { hashInputs } from "../../scripts/build/inputs.ts";
import { copied, readDockerfile, variables, type Stage } from "./dockerfile.ts";

const root = resolve(import.meta.dirname, "../..");

export interface Image {
  /** The image's working directory, as a folder of this machine. */
  folder: string;
  env: Record<string, string>;
  /** The final stage's instruction with this name. */
  instruction(name: string): string;
}

/**
 * Does in `scratch` what the Dockerfile says: each stage is a folder there, and so is `/data`. Production
 * dependencies are really installed; those of the build are the ones that are here, and so is its outcome,
 * once it is sure that the build would have had the same inputs.
 *
 * @throws for an instruction that this doesn't know, so that it is learnt when the Dockerfile changes
 */
export function buildImage(scratch: string): Image {
  const stages = readDockerfile(join(root, "Dockerfile"));
  let image: Image | undefined;
  for (const stage of stages) image = perform(stage, scratch);
  if (!image) throw new Error("the Dockerfile has no stage");
  return image;
}

function perform(stage: Stage, scratch: string): Image {
  const folder = join(scratch, stage.name);
  mkdirSync(folder);
  const env: Record<string, string> = {};
  for (const { name, text } of stage.instructions) {
    switch (name) {
      case "ENV":
        Object.assign(env, variables(text));
        break;
      case "COPY":
        copy(text, folder, scratch);
        break;
      case "RUN":
        run(text, folder, scratch);
        break;
      case "WORKDIR":
        if (text !== "/app") throw new Error(`WORKDIR ${text}: all stages are expected to work in /app`);
        break;
      // What the test itself looks at, or has no equal outside of a container.
      case "CMD":
      case "EXPOSE":
      case "HEALTHCHECK":
      case "USER":
        break;
      default:
        throw new Error(`the test doesn't know ${name} ${text}`);
    }
  }
  return {
    folder,
    env: { ...env, ...(env.DATA_DIR ? { DATA_DIR: join(scratch, env.DATA_DIR) } : {}) },
    instruction(wanted) {
      const found = stage.instructions.find(({ name }) => name === wanted);
      if (!found) throw new Error(`the image has no ${wanted}`);
      return found.text;
    },
  };
}

function copy(text: string, folder: string, scratch: string): void {
  const { from, sources, target } = copied(text);
  for (const source of sources) {
    const path = from ? join(scratch, from, relative("/app", source)) : join(root, source);
    const isFolder = target.endsWith("/");
    const to = isFolder && source !== "." ? join(folder, target, basename(source)) : join(folder, target);
    if (from) cpSync(path, to, { recursive: true, verbatimSymlinks: true });
    else cpSync(path, to, { recursive: true, filter: isInContext });
  }
}

const ignored = new Set(readFileSync(join(root, ".dockerignore"), "utf8").split("\n").filter(Boolean));

/** Docker sends the folder without what .dockerignore names; ours names entries of the root. */
function isInContext(path: string): boolean {
  const [top = ""] = relative(root, path).split("/");
  return !ignored.has(top);
}

/** Stands in for the image's commands; one that isn't here has to be thought of first. */
const COMMANDS: Record<string, (folder: string, scratch: string) => void> = {
  "npm ci --include=dev --ignore-scripts": (folder) =>
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules")),
  "npm run build": (folder) => {
    const stamp = readFileSync(join(root, "build/inputs.sha256"), "utf8");
    if (hashInputs(folder) !== stamp)
      throw new Error("the image would build something else than what is here");
    cpSync(join(root, "build"), join(folder, "build"), { recursive: true });
  },
  "npm ci --omit=dev --omit=optional --ignore-scripts": (folder) => {
    const flags = ["--omit=dev", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", ["ci", ...flags], { cwd: folder, stdio: "pipe" });
  },
  "mkdir /data && chown node:node /data": (_folder, scratch) => mkdirSync(join(scratch, "data")),
};

function run(text: string, folder: string, scratch: string): void {
  const command = COMMANDS[text];
  if (!command) throw new Error(`the test doesn't know RUN ${text}`);
  command(folder, scratch);
}
