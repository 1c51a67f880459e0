import { WifiOff } from "lucide-react";
import { useNetwork } from "./network.ts";

/**
 * Shows that the browser is offline, beside a page's title. It takes space from that line alone, so it covers
 * and moves nothing else.
 */
export function OfflineBanner() {
  const network = useNetwork();
  return (
    <div role="status" className="max-w-3/4 empty:hidden">
      {network !== "online" && (
        <p className="flex items-center gap-2 rounded-xl border border-line bg-raised px-2.5 py-1 text-xs leading-tight">
          <WifiOff size={16} className="flex-none text-muted" aria-hidden />
          <span>
            {network === "refused" ? "You are offline: that page needs the network." : "You are offline."}
            {network === "offline" && (
              <span className="max-lg:sr-only"> What is here stays, and what you write.</span>
            )}
          </span>
        </p>
      )}
    </div>
  );
}
