import { useEffect, useRef, useState } from "react";

/**
 * Reads the answer with this item's id aloud, or stops. Its code is loaded at the first press.
 *
 * @param onFailure called with words for the user
 */
export function useReadAloud(
  itemId: string,
  onFailure: (problem: string) => void,
): { isReading: boolean; toggle(): void } {
  const [isReading, setReading] = useState(false);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const toggle = async () => {
    if (isReading) return stop.current?.();
    const answer = document.querySelector<HTMLElement>(`#${CSS.escape(itemId)} .prose`);
    if (!answer) return;
    setReading(true);
    try {
      const { readAloud } = await import("./read-aloud.ts");
      stop.current = await readAloud(answer, () => setReading(false));
    } catch (error) {
      setReading(false);
      onFailure(error instanceof Error ? error.message : "This can’t be read aloud now.");
    }
  };
  return { isReading, toggle: () => void toggle() };
}
