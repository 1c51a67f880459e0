import Bowser from "bowser";

/** A browser and its system in words, such as "Firefox on Windows". */
export function deviceOf(userAgent: string | null): string {
  if (!userAgent) return "An unknown device";
  const { browser, os, platform } = Bowser.parse(userAgent);
  const system = platform.model ?? os.name;
  if (browser.name && system) return `${browser.name} on ${system}`;
  // A program, such as `curl/8.5`.
  return browser.name ?? system ?? userAgent.split(/[\s/]/)[0]?.slice(0, 40) ?? "An unknown device";
}
