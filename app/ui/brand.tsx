import { useRouteLoaderData } from "react-router";

/** An icon beside a prompt of the start screen. */
export type PromptIconName = "plus" | "list" | "help" | "chat";

/** A suggested message of the start screen. */
export interface StartPrompt {
  label: string;
  /** The message that it sends. */
  prompt: string;
  icon: PromptIconName;
}

/** What the people who run the app may change about how it presents itself. */
export interface Brand {
  name: string;
  /** What it is, in one line. */
  description: string;
  /** The start screen's question: for a user with a name, in place of `{name}`, and for guests and strangers. */
  greeting: { named: string; plain: string };
  prompts: StartPrompt[];
  /** Whether the app has a planner; without one it is a chat with a model only. */
  hasTasks: boolean;
  /** Null for the design's own colours. */
  accent: { accent: SchemeColors; strong: SchemeColors } | null;
}

interface SchemeColors {
  light: string;
  dark: string;
}

/** Used where the root's loader has failed. */
const UNKNOWN: Brand = {
  name: "Chat",
  description: "",
  greeting: { named: "", plain: "" },
  prompts: [],
  hasTasks: true,
  accent: null,
};

/** The app's brand, from the root's loader. */
export function useBrand(): Brand {
  return useRouteLoaderData<{ brand: Brand }>("root")?.brand ?? UNKNOWN;
}

/** The greeting of the start screen. Guests have no name. */
export function greetingFor({ greeting }: Brand, name: string | null): string {
  return name ? greeting.named.split("{name}").join(name) : greeting.plain;
}

/** The document's title: what the page is, and the app's name. */
export function PageTitle({ children }: { children: string }) {
  return <title>{`${children} · ${useBrand().name}`}</title>;
}
