import type { ChatKitOptions } from "@openai/chatkit";

/** A path in the options, e.g. `["composer", "tools", 0, "icon"]`. */
export type OptionPath = (string | number)[];

/**
 * The faults that the client names in "ChatKit.create()" errors: a line `✖ Unrecognized key: "foo"`, or
 * `✖ Invalid input`, followed by `→ at composer.tools[0].icon` unless it is about the top level.
 */
export function refusedPaths(message: string): OptionPath[] {
  const paths: OptionPath[] = [];
  const lines = message.split("\n");
  for (const [index, line] of lines.entries()) {
    if (!line.trimStart().startsWith("✖")) continue;
    const [, place = ""] = /^\s*→ at (.+)$/.exec(lines[index + 1] ?? "") ?? [];
    const path = parsePath(place);
    const keys = /Unrecognized keys?: (.*)$/.exec(line)?.[1];
    if (keys === undefined) paths.push(path);
    else for (const [, key = ""] of keys.matchAll(/"([^"]*)"/g)) paths.push([...path, key]);
  }
  return paths.filter((path) => path.length > 0);
}

/** `composer.tools[0].icon` */
function parsePath(place: string): OptionPath {
  return [...place.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

/** What ChatKit can't do without: a fault in it can't be helped. */
const NEEDED = new Set(["api"]);

/**
 * The paths to leave out from now on: those that were left out before and those that an error names. A path
 * that was left out and is refused all the same takes the option around it along.
 *
 * @returns undefined when there is nothing more to leave out
 */
export function leaveOut(before: OptionPath[], refused: OptionPath[]): OptionPath[] | undefined {
  const known = new Set(before.map((path) => path.join("\0")));
  const added: OptionPath[] = [];
  for (const path of refused) {
    let candidate = path;
    while (candidate.length > 1 && known.has(candidate.join("\0"))) candidate = candidate.slice(0, -1);
    if (known.has(candidate.join("\0")) || NEEDED.has(String(candidate[0]))) continue;
    known.add(candidate.join("\0"));
    added.push(candidate);
  }
  return added.length > 0 ? [...before, ...added] : undefined;
}

/** The options without what stands at the paths. */
export function without(options: ChatKitOptions, paths: OptionPath[]): ChatKitOptions {
  return paths.reduce<ChatKitOptions>((rest, path) => removeAt(rest, path), options);
}

function removeAt<Value extends object>(value: Value, [key, ...rest]: OptionPath): Value {
  if (key === undefined || !Object.hasOwn(value, key)) return value;
  const copy: Value = Array.isArray(value) ? Object.assign([], value) : Object.assign({}, value);
  const child: unknown = Reflect.get(copy, key);
  if (rest.length > 0 && typeof child === "object" && child !== null) {
    Reflect.set(copy, key, removeAt(child, rest));
  } else if (rest.length === 0) {
    if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else Reflect.deleteProperty(copy, key);
  }
  return copy;
}

const STORE = "chatkit-options";

/** What a build of the client refuses, by the address of its frame's document. */
export interface KnownBuild {
  frame: string;
  refused: OptionPath[];
  /** It refuses the options that only newer builds know. */
  refusesNewer: boolean;
}

/** The build that was seen last in this browser. The CDN always serves the newest one. */
export function lastBuild(): KnownBuild {
  const unknown: KnownBuild = { frame: "", refused: [], refusesNewer: false };
  try {
    return { ...unknown, ...JSON.parse(localStorage.getItem(STORE) ?? "{}") };
  } catch {
    return unknown;
  }
}

export function rememberBuild(build: KnownBuild): void {
  // A frame that wasn't found names no build.
  if (build.frame === "") return;
  try {
    localStorage.setItem(STORE, JSON.stringify(build));
  } catch {
    // Storage is switched off or full: the next page finds out again.
  }
}

/** The path of the frame's document, which names the build. */
export function frameOf(element: HTMLElement): string {
  const source = element.shadowRoot?.querySelector("iframe")?.src ?? "";
  return URL.parse(source)?.pathname ?? "";
}
