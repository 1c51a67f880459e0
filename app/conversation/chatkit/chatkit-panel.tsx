import type { ChatKitOptions, OpenAIChatKit } from "@openai/chatkit";
import { ChatKit, useChatKit } from "@openai/chatkit-react";
import { useEffect, useRef, useState, type RefObject } from "react";
import type { ComposerOptions } from "#app/chat/composer-options.ts";
import { greetingFor, useBrand } from "#app/ui/brand.tsx";
import { searchEntities, previewEntity } from "../client/entities.ts";
import { DISCLAIMER } from "../disclaimer.tsx";
import type { ChatKitFetch } from "./chatkit-fetch.ts";
import { type CommandPort, createCommands } from "./commands.ts";
import { composerOption } from "./composer-option.ts";
import type { Handover } from "./handover-types.ts";
import { localeOf } from "./locale.ts";
import { valueOf } from "./move-draft.ts";
import { frameOf, rememberBuild, without, type KnownBuild } from "./options.ts";
import { pathOfAction, pathOfEntity, pathOfPlace } from "./places.ts";
import { themeOf, useColorScheme } from "./theme.ts";

export interface ChatKitPanelProps {
  /** The conversation at mount; later ones come by `setThreadId`. */
  initialThread: string | null;
  domainKey: string;
  /** Null for a guest. */
  viewerName: string | null;
  composer: ComposerOptions;
  api: ChatKitFetch;
  handover: Handover;
  /** What this browser's last build of ChatKit refused. */
  build: KnownBuild;
  /** Its composer has answered. */
  isAlive: boolean;
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

const icons = { plus: "plus", list: "notebook", help: "circle-question", chat: "write" } as const;

/**
 * OpenAI's ChatKit in our theme, over our API. It mounts behind the instant view and stays mounted: the
 * element goes blank when it is detached.
 */
export default function ChatKitPanel(props: ChatKitPanelProps) {
  const { initialThread, domainKey, viewerName, api, handover, setElement } = props;
  const colorScheme = useColorScheme();
  const brand = useBrand();
  const [locale] = useState(() => localeOf(document.documentElement.lang));
  const answering = useRef(false);
  const awaitsToolOutput = useRef(false);

  const base: ChatKitOptions = {
    // The bytes of a file go to a signed address, which needs no token: `api.fetch` may not be asked for it.
    api: {
      url: "/api/chatkit",
      domainKey,
      fetch: api.fetch,
      uploadStrategy: { type: "two_phase" },
    },
    initialThread,
    frameTitle: "Chat",
    theme: themeOf(colorScheme, brand.accent?.accent),
    ...(locale && { locale }),
    // The page's own header was there before ChatKit, and has the menu and the way to the sidebar.
    header: { enabled: false },
    // The sidebar has the history, with search. ChatKit would ask for every conversation (`limit: 9999`) each
    // time it mounts.
    history: { enabled: false },
    startScreen: {
      // The instant view's words, so that the take-over changes none.
      greeting: greetingFor(brand, viewerName),
      prompts: brand.prompts.map(({ label, prompt, icon }) => ({ label, prompt, icon: icons[icon] })),
    },
    composer: composerOption(props.composer),
    // Without it the grey is too light to read easily.
    disclaimer: { text: DISCLAIMER, highContrast: true },
    entities: {
      onTagSearch: searchEntities,
      onRequestPreview: previewEntity,
      onClick: (entity) => props.onNavigate(pathOfEntity(entity)),
    },
    widgets: {
      // Actions with `handler: "client"`. One that the page doesn't know is the server's.
      onAction: async ({ type, payload }, { id }) => {
        const path = pathOfAction({ type, payload });
        if (path) props.onNavigate(path);
        else await chatkit.sendCustomAction({ type, ...(payload && { payload }) }, id);
      },
    },
    threadItemActions: { feedback: true, retry: true },
    onClientTool: ({ name, params }) => {
      // Its output is sent when this answer has ended, and begins another.
      awaitsToolOutput.current = true;
      return props.onClientTool(name, params);
    },
  };
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  const chatkit = useChatKit({
    ...without(base, props.build.refused),
    onReady: handover.ready,
    onThreadLoadStart: ({ threadId }) => handover.loadStarted(threadId),
    onThreadLoadEnd: ({ threadId }) => handover.loaded(threadId),
    onThreadChange: ({ threadId }) => {
      api.threadChanged();
      // It may come late, when the page is at another conversation already.
      if (!handover.moved(threadId)) props.onThreadChange(threadId);
    },
    onResponseStart: () => {
      answering.current = true;
      props.onResponse(true);
    },
    onResponseEnd: () => {
      answering.current = false;
      props.onResponse(false);
      if (awaitsToolOutput.current) awaitsToolOutput.current = false;
      else props.onSettled();
    },
    onEffect: ({ name, data }) => props.onEffect(name, data ?? {}),
    onDeeplink: ({ name, data }) => {
      const path = pathOfPlace(name, data);
      if (path) props.onNavigate(path);
    },
    onError: ({ error }) => {
      // ChatKit says itself what fails in an answer, and offers a retry.
      if (answering.current || error.name === "StreamError") return;
      console.info("ChatKit reported an error; the page goes on without it.", error);
      handover.failed(error);
    },
  });

  const { ref } = chatkit;
  useNewerOptions(latest, ref, { ...props, base: chatkit.control.options });
  useEffect(() => {
    setElement(ref.current);
    return () => setElement(null);
  }, [setElement, ref]);

  return <ChatKit control={chatkit.control} className="block size-full" />;
}

/**
 * Offers a living ChatKit the options that only newer builds know, after each change of the others. A refusal
 * leaves the old options as they are, and is remembered for this build: among the first options it would cost
 * the element its life.
 */
function useNewerOptions(
  props: RefObject<ChatKitPanelProps>,
  element: RefObject<OpenAIChatKit | null>,
  { isAlive, build, base }: Pick<ChatKitPanelProps, "isAlive" | "build"> & { base: ChatKitOptions },
): void {
  const isRefused = useRef(false);
  const { hasTasks } = useBrand();
  useEffect(() => {
    const { current: chatkit } = element;
    if (!isAlive || !chatkit || isRefused.current) return;
    const frame = frameOf(chatkit);
    const isKnown = build.frame === frame;
    isRefused.current = isKnown && build.refusesNewer;
    if (isRefused.current) return;
    const remember = (refusesNewer: boolean) => {
      isRefused.current = refusesNewer;
      rememberBuild({ frame, refused: isKnown ? build.refused : [], refusesNewer });
    };
    // The types know no result, but a refusal rejects.
    const set: unknown = chatkit.setOptions({ ...base, commands: commandsOf(chatkit, props, hasTasks) });
    Promise.resolve(set).then(
      () => remember(false),
      () => remember(true),
    );
  }, [isAlive, build, element, base, props, hasTasks]);
}

function commandsOf(chatkit: OpenAIChatKit, props: RefObject<ChatKitPanelProps>, hasTasks: boolean) {
  const port: CommandPort = {
    go: (path) => props.current.onNavigate(path),
    send: (text) => chatkit.sendUserMessage({ text }),
    write: async (text) => {
      await chatkit.setComposerValue(valueOf(text));
      await chatkit.focusComposer();
    },
    searchEntities,
  };
  return createCommands(port, { hasTasks });
}
