import { CircleHelp, ListTodo, MessageCircle, Plus } from "lucide-react";
import type { PromptIconName } from "./brand.tsx";

const ICONS = { plus: Plus, list: ListTodo, help: CircleHelp, chat: MessageCircle };

/** The icon beside a prompt of the start screen. */
export function PromptIcon({ name }: { name: PromptIconName }) {
  const Icon = ICONS[name];
  return <Icon size={18} className="flex-none text-muted" aria-hidden />;
}
