import { Hourglass } from "lucide-react";
import { Link, useLocation } from "react-router";
import { isTemporary as isRequested } from "./temporary.ts";

/** In the header of a new conversation: makes it temporary, or an ordinary one. */
export function TemporaryToggle() {
  const isOn = isRequested(useLocation().search);
  const label = isOn ? "Keep this chat in the history" : "Temporary chat";
  return (
    <Link
      to={isOn ? "/chat" : "/chat?temporary=1"}
      aria-label={label}
      title={label}
      className={`icon-button ${isOn ? "bg-selected" : ""}`}
    >
      <Hourglass size={18} aria-hidden />
    </Link>
  );
}

/** Says that the conversation is temporary, or will be. */
export function TemporaryNote({ isTemporary }: { isTemporary: boolean }) {
  const { search } = useLocation();
  if (!isTemporary && !isRequested(search)) return null;
  return (
    <p className="relative z-2 mx-auto w-full max-w-(--column) flex-none px-4 py-1 text-center text-sm text-balance text-muted">
      Temporary chat: it isn’t in your history and can’t be searched, and is deleted after a day. Tasks that
      it adds stay.
    </p>
  );
}
