import { ChatKit, useChatKit } from "@openai/chatkit-react";
import type { OpenAIChatKit } from "@openai/chatkit";
import { useEffect, useRef, useState } from "react";
import { previewEntity, searchEntities } from "../client/entities.ts";
import type { ComposerOptions } from "#app/chat/composer-options.ts";
import { DISCLAIMER } from "../disclaimer.tsx";
import { greetingFor, prompts } from "../prompts.ts";
import type { ChatKitFetch } from "./chatkit-fetch.ts";
import { createCommands } from "./commands.ts";
import { composerOption } from "./composer-option.ts";
import type { Handover } from "./handover.ts";
import { localeOf } from "./locale.ts";
import { pathOfAction, pathOfEntity, pathOfPlace } from "./places.ts";
import { themeOf, useColorScheme } from "./theme.ts";

interface ChatKitPanelProps {
  /** The conversation at mount; later ones come by `setThreadId`. */
  initialThread: string | null;
  domainKey: string;
  /** Null for a guest. */
  viewerName: string | null;
  composer: ComposerOptions;
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
  /** Something in the conversation leads to a page of the app. */
  onNavigate(path: string): void;
}

const icons = { plus: "plus", list: "notebook", help: "circle-question" } as const;

/**
 * OpenAI's ChatKit in our theme, over our API. It mounts behind the instant view and stays mounted: the
 * element goes blank when it is detached.
 */
export default function ChatKitPanel(props: ChatKitPanelProps) {
  const { initialThread, domainKey, viewerName, api, handover, setElement } = props;
  const colorScheme = useColorScheme();
  const [locale] = useState(() => localeOf(document.documentElement.lang));
  const answering = useRef(false);
  const awaitsAnswer = useRef(false);
  const goTo = (name: string, data: Record<string, unknown> | undefined) => {
    const path = pathOfPlace(name, data);
    if (path) props.onNavigate(path);
  };

  const chatkit = useChatKit({
    api: { url: "/api/chatkit", domainKey, fetch: api.fetch },
    initialThread,
    frameTitle: "Chat",
    theme: themeOf(colorScheme),
    ...(locale && { locale }),
    // Ours on every screen: it was there before ChatKit, has the menu and, on a phone, the way to the
    // sidebar; a second one there would take a tenth of the height.
    header: { enabled: false },
    // The sidebar and its sheet on phones have it, with search. ChatKit's would ask for every conversation
    // that there is (`limit: 9999`) each time it mounts.
    history: { enabled: false },
    startScreen: {
      // The instant view's words, so that the take-over changes none.
      greeting: greetingFor(viewerName),
      prompts: prompts.map(({ label, prompt, icon }) => ({ label, prompt, icon: icons[icon] })),
    },
    composer: composerOption(props.composer),
    disclaimer: { text: DISCLAIMER },
    entities: {
      showComposerMenu: true,
      onTagSearch: searchEntities,
      onRequestPreview: previewEntity,
      onClick: (entity) => props.onNavigate(pathOfEntity(entity)),
    },
    commands: createCommands({
      go: props.onNavigate,
      send: (text) => chatkit.sendUserMessage({ text }),
      write: async (text) => {
        await chatkit.setComposerValue({ text });
        await chatkit.focusComposer();
      },
      searchEntities,
    }),
    widgets: {
      // Actions with `handler: "client"`. What isn't ours is the server's.
      onAction: async ({ type, payload }, { id }) => {
        const path = pathOfAction({ type, payload });
        if (path) props.onNavigate(path);
        else await chatkit.sendCustomAction({ type, ...(payload && { payload }) }, id);
      },
    },
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
    onResponseStart: () => {
      answering.current = true;
      props.onResponse(true);
    },
    onResponseEnd: () => {
      answering.current = false;
      props.onResponse(false);
      if (awaitsAnswer.current) awaitsAnswer.current = false;
      else props.onSettled();
    },
    onEffect: ({ name, data }) => props.onEffect(name, data ?? {}),
    onDeeplink: ({ name, data }) => goTo(name, data),
    onError: ({ error }) => {
      // What fails in an answer ChatKit says itself, with a retry, and a draft in it stays where it is.
      if (answering.current) return;
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
