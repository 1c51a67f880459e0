import { ChatKit, useChatKit } from "@openai/chatkit-react";
import type { OpenAIChatKit } from "@openai/chatkit";
import { useEffect, useRef } from "react";
import { prompts } from "../prompts.ts";
import type { ChatKitFetch } from "./chatkit-fetch.ts";
import { useColorScheme } from "./use-color-scheme.ts";
import type { Handover } from "./handover.ts";

interface ChatKitPanelProps {
  /** The conversation at mount; later ones come by `setThreadId`. */
  initialThread: string | null;
  domainKey: string;
  api: ChatKitFetch;
  handover: Handover;
  setElement(element: OpenAIChatKit | null): void;
  onThreadChange(threadId: string | null): void;
  /** An answer started, or ended. */
  onResponse(running: boolean): void;
  onClientTool(name: string, params: Record<string, unknown>): Record<string, unknown>;
  /** A turn is over, with all that its tools led to. */
  onSettled(): void;
  onEffect(name: string, data: Record<string, unknown>): void;
}

const icons = { plus: "plus", list: "notebook", help: "circle-question" } as const;

/**
 * OpenAI's ChatKit in our theme, over our API. It mounts behind the instant view and stays mounted: the
 * element goes blank when it is detached.
 */
export default function ChatKitPanel(props: ChatKitPanelProps) {
  const { initialThread, domainKey, api, handover, setElement } = props;
  const colorScheme = useColorScheme();
  const awaitsAnswer = useRef(false);
  const chatkit = useChatKit({
    api: { url: "/api/chatkit", domainKey, fetch: api.fetch },
    initialThread,
    frameTitle: "Chat",
    theme: {
      colorScheme,
      radius: "pill",
      density: "normal",
      color: { accent: { primary: colorScheme === "dark" ? "#6ea8fe" : "#0b62d6", level: 1 } },
    },
    header: { enabled: false },
    history: { enabled: false },
    startScreen: {
      greeting: "What is on your mind?",
      prompts: prompts.map(({ label, prompt, icon }) => ({ label, prompt, icon: icons[icon] })),
    },
    composer: { placeholder: "Message the assistant", attachments: { enabled: false } },
    threadItemActions: { feedback: true, retry: true },
    onReady: handover.ready,
    onThreadLoadEnd: ({ threadId }) => handover.loaded(threadId),
    onThreadChange: ({ threadId }) => {
      api.threadChanged();
      handover.moved(threadId);
      props.onThreadChange(threadId);
    },
    onClientTool: ({ name, params }) => {
      // Its output is sent when this answer has ended, and begins another.
      awaitsAnswer.current = true;
      return props.onClientTool(name, params);
    },
    onResponseStart: () => props.onResponse(true),
    onResponseEnd: () => {
      props.onResponse(false);
      if (awaitsAnswer.current) awaitsAnswer.current = false;
      else props.onSettled();
    },
    onEffect: ({ name, data }) => props.onEffect(name, data ?? {}),
    onError: ({ error }) => {
      console.info("ChatKit reported an error; the page goes on without it.", error);
      handover.failed();
    },
  });

  const { ref } = chatkit;
  useEffect(() => {
    setElement(ref.current);
    api.setPresent(true);
    return () => {
      setElement(null);
      api.setPresent(false);
    };
  }, [setElement, ref, api]);

  return <ChatKit control={chatkit.control} className="block size-full" />;
}
