/*
 * Loads `.env` when it exists. Variables that are already set win. Import it before any module that reads the
 * environment.
 */
try {
  process.loadEnvFile(".env");
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
