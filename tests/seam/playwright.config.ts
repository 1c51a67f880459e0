import base from "../../playwright.config.ts";

/** The comparison with the real ChatKit. It isn't among the tests, since the client can't be shipped with them. */
export default {
  ...base,
  testDir: import.meta.dirname,
  globalSetup: "../e2e/global-setup.ts",
  outputDir: "../../test-results/seam",
  projects: base.projects?.slice(0, 1),
};
