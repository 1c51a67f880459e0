/*
 * Dependencies are bundled into the server's build, without their comments. From node_modules, a start would look for 2,600
 * files, which takes as long as all the rest of it, and keep 16 MB of source text in memory.
 *
 * These stay outside. The build works only beside the node_modules that they are in, and the image has no others
 * (`keep-external.ts`).
 */
export const EXTERNAL = [
  // WebAssembly or native code, in files of their own.
  "@electric-sql/pglite",
  "@resvg/resvg-wasm",
  "sharp",
  // Writes in a thread, from a file of its own.
  "pino",
  // Hundreds of grammars, each loaded when it is needed.
  "shiki",
  // Loaded only by those who have configured it.
  "@aws-sdk/client-s3",
  "@aws-sdk/s3-request-presigner",
  "@neondatabase/serverless",
  "pg",
];

/** Of these, files are read. */
export const READ = ["@fontsource/inter"];
