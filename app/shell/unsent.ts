import { createContext, use, useState } from "react";

const Context = createContext<string | undefined>(undefined);
export const UnsentProvider = Context;

export const UNSENT_ID = "unsent";

/**
 * The form that the page's request had sent and that could not be taken, as markup that sends it again. In the browser,
 * the markup in the document is adopted.
 */
export function useUnsent(): string | undefined {
  const given = use(Context);
  const [unsent] = useState(() =>
    typeof document === "undefined" ? given : document.getElementById(UNSENT_ID)?.innerHTML,
  );
  return unsent;
}
