import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";

function subscribe(onChange: () => void): () => void {
  addEventListener("online", onChange);
  addEventListener("offline", onChange);
  return () => {
    removeEventListener("online", onChange);
    removeEventListener("offline", onChange);
  };
}

/** Says that the network is gone, above the page and without moving it. */
export function OfflineBanner() {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-2 z-50 flex justify-center px-4">
      {!online && (
        <p className="flex items-center gap-2 rounded-full border border-line bg-raised px-4 py-2 text-sm shadow-(--shadow-composer)">
          <WifiOff size={16} className="flex-none text-muted" aria-hidden />
          You are offline. What is here stays; sending waits for the network.
        </p>
      )}
    </div>
  );
}
