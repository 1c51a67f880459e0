import { useNavigation } from "react-router";

/**
 * A progress bar at the top while the next page loads. It is outside of all landmarks, so it needs a role of
 * its own: `status`.
 */
export function NavigationProgress() {
  const { state } = useNavigation();
  return (
    <div role="status">
      {state !== "idle" && <div className="progress" role="progressbar" aria-label="Loading the page" />}
    </div>
  );
}
