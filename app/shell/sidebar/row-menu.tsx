import { ExternalLink, Trash2 } from "lucide-react";
import { useEffect, useRef, useState, type FormEvent, type RefObject } from "react";
import { useNavigate, useParams, useRevalidator } from "react-router";
import { isFocusLost } from "#app/ui/focus.ts";
import { fetchWithSecret } from "../credentials.ts";

interface RowMenuProps {
  id: string;
  title: string | null;
  /** The button that the menu opens next to. */
  button: RefObject<HTMLButtonElement | null>;
  onClose(): void;
}

/** The menu's width and maximum height, in pixels. */
const WIDTH = 256;
const HEIGHT = 260;

/** The menu of a conversation in the list. Deleting needs a second click. */
export default function RowMenu({ id, title, button, onClose }: RowMenuProps) {
  const popover = useRef<HTMLDivElement>(null);
  const [isDeleteConfirmed, setDeleteConfirmed] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { threadId } = useParams();
  const navigate = useNavigate();
  const revalidator = useRevalidator();

  useEffect(() => {
    const menu = popover.current;
    const place = button.current?.getBoundingClientRect();
    if (!menu || !place) return;
    menu.style.top = `${Math.max(8, Math.min(place.bottom, innerHeight - HEIGHT))}px`;
    menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - WIDTH - 8))}px`;
    if (!menu.matches(":popover-open")) menu.showPopover();
    menu.querySelector("a")?.focus();
  }, [button]);

  const request = async (init: RequestInit): Promise<boolean> => {
    const response = await fetchWithSecret(`/api/chatkit/threads/${id}`, init).catch(() => undefined);
    if (!response?.ok) {
      setProblem("That didn’t work. Please try again.");
      return false;
    }
    await revalidator.revalidate();
    return true;
  };
  const rename = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const next = new FormData(event.currentTarget).get("title");
    const headers = { "content-type": "application/json" };
    if (await request({ method: "PATCH", headers, body: JSON.stringify({ title: next }) })) onClose();
  };
  const remove = async () => {
    if (!isDeleteConfirmed) return setDeleteConfirmed(true);
    // Leave the conversation before deleting it, since its page could no longer load.
    if (threadId === id) await navigate("/chat");
    const neighbour = neighbourOf(button.current);
    if (!(await request({ method: "DELETE" }))) return;
    // The row that had the focus is removed. If the focus is elsewhere by now (in the new conversation),
    // leave it there.
    if (isFocusLost() || popover.current?.contains(document.activeElement)) neighbour?.focus();
  };

  return (
    <div
      ref={popover}
      popover="auto"
      role="dialog"
      aria-label={`Actions for “${title ?? "Untitled"}”`}
      onToggle={(event) => event.newState === "closed" && onClose()}
      className="fixed m-0 w-64 space-y-2 rounded-xl border border-line bg-raised p-2 text-sm text-text shadow-(--shadow-composer)"
    >
      <a href={`/chat/${id}`} target="_blank" rel="noreferrer" className={item}>
        <ExternalLink size={16} aria-hidden />
        Open in a new tab
      </a>
      <form onSubmit={rename} className="flex gap-2 border-y border-line py-2">
        <input
          name="title"
          aria-label="Title"
          defaultValue={title ?? ""}
          required
          maxLength={300}
          autoComplete="off"
          className="field text-sm"
        />
        <button className="button">Rename</button>
      </form>
      <button type="button" onClick={remove} className={`${item} text-danger`}>
        <Trash2 size={16} aria-hidden />
        {isDeleteConfirmed ? "Really delete it, for good" : "Delete…"}
      </button>
      <p role="alert" className="px-2 text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}

/**
 * The element to focus after a row is removed: the link of the next or previous row, or the list's heading.
 */
function neighbourOf(button: HTMLElement | null): HTMLElement | null | undefined {
  const row = button?.closest("li");
  const link = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector("a");
  return link ?? row?.closest("nav")?.querySelector("h2");
}

const item = "flex min-h-9 w-full items-center gap-2 rounded-lg px-2 hover:bg-hover";
