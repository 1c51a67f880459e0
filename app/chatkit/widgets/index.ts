/* What the package exports as `chatkit-server/widgets`. */

export * from "./builders.ts";
export * from "./diff.ts";
export * from "./stream.ts";
export * from "./check.ts";
