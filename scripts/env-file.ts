/*
 * Takes variables from `.env` where there is one; what the environment says already wins. To be imported
 * before anything that reads the environment.
 */
try {
  process.loadEnvFile(".env");
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
