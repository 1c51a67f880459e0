import { createContext, use, useState } from "react";
import { useLocation } from "react-router";

const Context = createContext<string | undefined>(undefined);
export const UnsentProvider = Context;

export const UNSENT_ID = "unsent";

/**
 * The form that the page's request had sent and that could not be taken, as markup that sends it again. In the browser,
 * the markup in the document is adopted.
 */
export function useUnsent(): string | undefined {
  const given = use(Context);
  const { key } = useLocation();
  const [{ visit, unsent }] = useState(() => ({
    visit: key,
    unsent: typeof document === "undefined" ? given : document.getElementById(UNSENT_ID)?.innerHTML,
  }));
  // The error of a page that was opened afterwards has nothing to do with it.
  return visit === key ? unsent : undefined;
}
