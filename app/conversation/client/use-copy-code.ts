import { useEffect } from "react";
import { announce } from "#app/ui/announce.ts";
import { copyText } from "#app/ui/browser.ts";

/**
 * One delegated listener for the copy buttons of all code blocks, because stored markup has no React
 * handlers.
 */
export function useCopyCode(): void {
  useEffect(() => {
    const copy = async (event: MouseEvent) => {
      const button = event.target instanceof Element ? event.target.closest("[data-copy-code]") : null;
      const code = button?.closest("figure")?.querySelector("code");
      if (!button || !code) return;
      const result = (await copyText(code.textContent)) ? "Copied" : "Can’t copy here";
      button.textContent = result;
      announce(result);
      setTimeout(() => {
        button.textContent = "Copy";
      }, 1500);
    };
    document.addEventListener("click", copy);
    return () => document.removeEventListener("click", copy);
  }, []);
}
