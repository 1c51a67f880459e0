import { useEffect } from "react";
import { useNavigation } from "react-router";

/**
 * A progress bar at the top while the next page loads. It is outside of all landmarks, so it needs a role of
 * its own: `status`. Only this component follows the state of navigations: what does is drawn again twice by each.
 */
export function NavigationProgress() {
  const { state } = useNavigation();
  // On a phone, the sidebar covers the page that is opened.
  useEffect(() => {
    if (state === "loading") document.getElementById("sidebar")?.hidePopover();
  }, [state]);
  return (
    <div role="status">
      {state !== "idle" && <div className="progress" role="progressbar" aria-label="Loading the page" />}
    </div>
  );
}
