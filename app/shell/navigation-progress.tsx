import { useNavigation } from "react-router";

/** A line at the top while the next page is on its way. It belongs to no landmark, so it is a message. */
export function NavigationProgress() {
  const { state } = useNavigation();
  return (
    <div role="status">
      {state !== "idle" && <div className="progress" role="progressbar" aria-label="Loading the page" />}
    </div>
  );
}
