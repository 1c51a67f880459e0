import { parseCookie } from "cookie";
import { createContext, use, useEffect } from "react";
import href from "./styles.css?url";

/** The styles themselves, while the server renders; in the browser they are in the document already. */
const Styles = createContext("");
export const StylesProvider = Styles;

const COOKIE = "styles";
const YEAR_S = 31_536_000;
/** The file's name, which contains a hash of what is in it. */
const version = href.slice(href.lastIndexOf("/") + 1);

/** Whether the browser has this version of the stylesheet in its cache, by the cookie that `useCachedStyles` sets. */
export const hasCachedStyles = (cookies: string | null): boolean =>
  parseCookie(cookies ?? "")[COOKIE] === version;

/**
 * The stylesheet: a link to the file that the browser has in its cache, or else the styles themselves, so that the
 * first paint waits for nothing but the document.
 */
export function Stylesheet({ isInline }: { isInline: boolean }) {
  const styles = use(Styles);
  return isInline ? (
    <style suppressHydrationWarning dangerouslySetInnerHTML={{ __html: styles }} />
  ) : (
    <link rel="stylesheet" href={href} />
  );
}

/** Brings the stylesheet into the browser's cache after a first visit, so that later documents need only its name. */
export function useCachedStyles(isInline: boolean): void {
  useEffect(() => {
    if (!isInline) return;
    const load = async () => {
      const response = await fetch(href, { priority: "low" });
      await response.arrayBuffer();
      if (response.ok) document.cookie = `${COOKIE}=${version}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`;
    };
    // Without it, the next document brings the styles again.
    load().catch(() => undefined);
  }, [isInline]);
}
