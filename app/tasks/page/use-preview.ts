import { useEffect, useState } from "react";
import type { Preview } from "./preview.ts";

const PAUSE_MS = 150;

/**
 * Asks the server what it understands of the text, when the user pauses typing. A newer request aborts the older
 * one, so that the latest answer stays.
 */
export function usePreview(text: string, ignored: number[], timeZone: string): Preview | undefined {
  const [preview, setPreview] = useState<Preview>();
  const isEmpty = text.trim() === "";
  const offsets = ignored.join();
  useEffect(() => {
    if (isEmpty) return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const body = new FormData();
      body.set("text", text);
      body.set("ignored", offsets);
      body.set("tz", timeZone);
      try {
        const response = await fetch("/tasks/preview", { method: "POST", body, signal: controller.signal });
        const isJson = response.headers.get("content-type")?.startsWith("application/json");
        const answer: Preview | undefined = response.ok && isJson ? await response.json() : undefined;
        if (!controller.signal.aborted) setPreview(answer);
      } catch {
        // Aborted, or no network: the task can be added all the same.
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text, offsets, timeZone, isEmpty]);
  return isEmpty ? undefined : preview;
}
