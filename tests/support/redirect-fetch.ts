/* Loaded into an app under test before its own code: requests to GitHub and Google go to the server of the test. */

const HOSTS = new Set(["github.com", "api.github.com", "oauth2.googleapis.com", "www.googleapis.com"]);
const real = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!HOSTS.has(url.host)) return real(input, init);
  const target = new URL(url.pathname + url.search, process.env.OAUTH_SERVER);
  return real(input instanceof Request ? new Request(target, input) : target, init);
};
