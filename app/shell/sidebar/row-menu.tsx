import { ExternalLink, Trash2 } from "lucide-react";
import { useEffect, useRef, useState, type FormEvent, type RefObject } from "react";
import { useNavigate, useParams, useRevalidator } from "react-router";
import { isFocusLost } from "#app/ui/focus.ts";
import { fetchWithSecret } from "../credentials.ts";

interface RowMenuProps {
  id: string;
  title: string | null;
  /** Beside which it opens. */
  button: RefObject<HTMLButtonElement | null>;
  onClose(): void;
}

const WIDTH = 256;
const ROOM = 260;

/** What can be done with a conversation from the list, wherever one is. Deleting asks once more. */
export default function RowMenu({ id, title, button, onClose }: RowMenuProps) {
  const popover = useRef<HTMLDivElement>(null);
  const [isSure, setSure] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { threadId } = useParams();
  const navigate = useNavigate();
  const revalidator = useRevalidator();

  useEffect(() => {
    const menu = popover.current;
    const place = button.current?.getBoundingClientRect();
    if (!menu || !place) return;
    menu.style.top = `${Math.max(8, Math.min(place.bottom, innerHeight - ROOM))}px`;
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
    if (!isSure) return setSure(true);
    // First away from it: what is gone can't be shown.
    if (threadId === id) await navigate("/chat");
    const neighbour = beside(button.current);
    if (!(await request({ method: "DELETE" }))) return;
    // The row goes and takes the focus with it, unless that is in the new conversation by now.
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
        {isSure ? "Really delete it, for good" : "Delete…"}
      </button>
      <p role="alert" className="px-2 text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}

/** Where the focus goes when a conversation is gone: to the next one, else to the list's heading. */
function beside(button: HTMLElement | null): HTMLElement | null | undefined {
  const row = button?.closest("li");
  const link = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector("a");
  return link ?? row?.closest("nav")?.querySelector("h2");
}

const item = "flex min-h-9 w-full items-center gap-2 rounded-lg px-2 hover:bg-hover";
