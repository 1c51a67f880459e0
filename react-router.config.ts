import type { Config } from "@react-router/dev/config";

export default {
  ssr: true,
  // The manifest contains all routes, so that hover and navigation send no request to /__manifest.
  routeDiscovery: { mode: "initial" },
  // A route's client middleware and loader come with its page: each would be a request of its own.
  splitRouteModules: false,
} satisfies Config;
