import { ChatKitError } from "#app/chatkit/errors.ts";
import { api } from "#app/http/api.ts";
import { mayReadMetrics, metricsResponse } from "#app/http/metrics.ts";
import type { Route } from "./+types/metrics";

/** `GET /metrics` for Prometheus, with `METRICS_TOKEN`. Without that variable there is nothing at this address. */
const route = api({
  async GET({ request }: Route.LoaderArgs) {
    if (!mayReadMetrics(request.headers.get("authorization"))) {
      throw new ChatKitError("not_found", "There is nothing at this address.");
    }
    return metricsResponse();
  },
});
export const loader = route;
export const action = route;
