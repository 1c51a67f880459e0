import type { Config } from "@react-router/dev/config";

export default {
  ssr: true,
  // All route modules are known at load: no request to /__manifest on hover or navigation.
  routeDiscovery: { mode: "initial" },
} satisfies Config;
