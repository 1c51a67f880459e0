import { ExternalLink, Trash2 } from "lucide-react";
import { useRef, useState, type FormEvent, type RefObject } from "react";
import { useNavigate, useParams, useRevalidator } from "react-router";
import { isFocusLost } from "#app/ui/focus.ts";
import { Menu } from "#app/ui/menu.tsx";
import { fetchWithSecret } from "../credentials.ts";
import { RenameFields } from "../rename-fields.tsx";

interface RowMenuProps {
  id: string;
  title: string | null;
  /** The button that the menu opens next to. */
  button: RefObject<HTMLButtonElement | null>;
  onClose(): void;
}

/** The menu of a conversation in the list. Deleting needs a second click. */
export default function RowMenu({ id, title, button, onClose }: RowMenuProps) {
  const popover = useRef<HTMLDivElement>(null);
  const [isDeleteConfirmed, setDeleteConfirmed] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [titleProblem, setTitleProblem] = useState<string>();
  const { threadId } = useParams();
  const navigate = useNavigate();
  const revalidator = useRevalidator();

  const request = async (init: RequestInit): Promise<boolean> => {
    const response = await fetchWithSecret(`/api/chatkit/threads/${id}`, init).catch(() => undefined);
    if (!response?.ok) setProblem("That didn’t work. Please try again.");
    return response?.ok ?? false;
  };
  const rename = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const next = new FormData(form).get("title");
    if (typeof next !== "string" || next.trim() === "") {
      setTitleProblem("Write a title first.");
      form.querySelector("input")?.focus();
      return;
    }
    const headers = { "content-type": "application/json" };
    if (!(await request({ method: "PATCH", headers, body: JSON.stringify({ title: next }) }))) return;
    await revalidator.revalidate();
    popover.current?.hidePopover();
  };
  const remove = async () => {
    if (!isDeleteConfirmed) return setDeleteConfirmed(true);
    const neighbour = neighbourOf(button.current);
    if (!(await request({ method: "DELETE" }))) return;
    // The page of a deleted conversation can't be loaded again.
    if (threadId === id) await navigate("/chat");
    else await revalidator.revalidate();
    // The row that had the focus is removed. If the focus is elsewhere by now (in the new conversation),
    // leave it there.
    if (isFocusLost() || popover.current?.contains(document.activeElement)) neighbour?.focus();
  };

  return (
    <Menu
      ref={popover}
      button={button}
      label={`Actions for “${title ?? "Untitled"}”`}
      isOpenAtMount
      onClose={onClose}
      className="w-72 space-y-2 p-2"
    >
      <a href={`/chat/${id}`} target="_blank" rel="noreferrer" className="menu-item">
        <ExternalLink size={16} aria-hidden />
        Open in a new tab
      </a>
      <form onSubmit={rename} className="space-y-1.5 border-y border-line px-2 py-2">
        <RenameFields title={title} problem={titleProblem} />
      </form>
      <button type="button" onClick={remove} className="menu-item text-danger">
        <Trash2 size={16} aria-hidden />
        {isDeleteConfirmed ? "Really delete it, for good" : "Delete…"}
      </button>
      <p role="alert" className="px-2 text-danger empty:hidden">
        {problem}
      </p>
    </Menu>
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
