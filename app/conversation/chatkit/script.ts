let loading: Promise<void> | undefined;

/**
 * Loads ChatKit's script once and resolves when its element is defined. It is a classic script that reads
 * `document.currentScript`, so it can't be imported.
 *
 * @throws when the script is blocked or can't be reached
 */
export function loadChatKit(src: string): Promise<void> {
  loading ??= new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.async = true;
    script.onload = () => {
      customElements.whenDefined("openai-chatkit").then(() => resolve(), reject);
    };
    script.onerror = () => {
      script.remove();
      loading = undefined;
      reject(new Error("ChatKit's script could not be loaded"));
    };
    document.head.append(script);
  });
  return loading;
}

const REFUSED = "chatkit-refused";
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether this domain key was refused here within the last day: then nobody has to watch it fail again. */
export function wasRefused(domainKey: string): boolean {
  try {
    const { key, at } = JSON.parse(localStorage.getItem(REFUSED) ?? "{}");
    return key === domainKey && Date.now() - at < DAY_MS;
  } catch {
    return false;
  }
}

export function rememberRefusal(domainKey: string): void {
  try {
    localStorage.setItem(REFUSED, JSON.stringify({ key: domainKey, at: Date.now() }));
  } catch {
    // Storage is switched off or full: the next page tries again.
  }
}

/** Where ChatKit doesn't verify the domain (see docs/decisions/0003). */
export function isTrustedHost(): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(location.hostname);
}
