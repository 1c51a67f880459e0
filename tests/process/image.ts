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
 * Carries out the Dockerfile in the folder `scratch`, with a folder for each stage and for `/data`.
 * Production dependencies are really installed. Instead of installing all dependencies and building, it uses
 * this machine's `node_modules` and `build/`, after checking that the build would have the same inputs.
 *
 * @throws for an unsupported instruction, so that a change of the Dockerfile is noticed
 */
export function buildImage(scratch: string): Image {
  const stages = readDockerfile(join(root, "Dockerfile"));
  const names = new Set(stages.map(({ name }) => name));
  let image: Image | undefined;
  for (const stage of stages) {
    const folder = join(scratch, stage.name);
    if (names.has(stage.base))
      cpSync(join(scratch, stage.base), folder, { recursive: true, verbatimSymlinks: true });
    else mkdirSync(folder);
    image = perform(stage, folder, scratch);
  }
  if (!image) throw new Error("the Dockerfile has no stage");
  return image;
}

function perform(stage: Stage, folder: string, scratch: string): Image {
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
      // Checked by the tests themselves, or without an equivalent outside of a container.
      case "ARG":
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

/** Copies the build context without the entries of .dockerignore, all of which are in the root. */
function isInContext(path: string): boolean {
  const [top = ""] = relative(root, path).split("/");
  return !ignored.has(top);
}

/** Carries out a RUN command; throws for an unsupported one. */
const COMMANDS: Record<string, (folder: string, scratch: string) => void> = {
  "npm ci --include=dev --ignore-scripts": (folder) =>
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules")),
  "npm run build": (folder) => {
    const stamp = readFileSync(join(root, "build/inputs.sha256"), "utf8");
    if (hashInputs(folder) !== stamp)
      throw new Error("the image would be built from other sources than build/");
    cpSync(join(root, "build"), join(folder, "build"), { recursive: true });
  },
  "npm ci --omit=dev --omit=optional --ignore-scripts": (folder) => {
    const flags = ["--omit=dev", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", ["ci", ...flags], { cwd: folder, stdio: "pipe" });
  },
  "node scripts/build/keep-external.ts": (folder) => {
    execFileSync(process.execPath, ["scripts/build/keep-external.ts"], { cwd: folder });
  },
  "npm prune --omit=dev --omit=optional --ignore-scripts": (folder) => {
    const flags = ["--omit=dev", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", ["prune", ...flags], { cwd: folder, stdio: "pipe" });
  },
  "mkdir /data && chown node:node /data": (_folder, scratch) => mkdirSync(join(scratch, "data")),
};

function run(text: string, folder: string, scratch: string): void {
  const command = COMMANDS[text];
  if (!command) throw new Error(`the test doesn't know RUN ${text}`);
  command(folder, scratch);
}
