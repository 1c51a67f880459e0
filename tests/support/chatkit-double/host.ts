import type { ChatKitOptions } from "@openai/chatkit";

/** What the parts of the double ask of its element. */
export interface ElementHost {
  options(): ChatKitOptions;
  emit(name: string, detail?: unknown): void;
  post(body: object, headers?: Record<string, string>, signal?: AbortSignal): Promise<Response>;
  redraw(): void;
}

/** An action of a widget that isn't the page's. */
export interface ServerAction {
  type: string;
  payload?: Record<string, unknown>;
  streaming?: boolean;
}
