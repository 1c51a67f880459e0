import { useNavigation } from "react-router";

/** A line at the top while the next page is on its way. */
export function NavigationProgress() {
  const { state } = useNavigation();
  if (state === "idle") return null;
  return <div className="progress" role="progressbar" aria-label="Loading the page" />;
}
