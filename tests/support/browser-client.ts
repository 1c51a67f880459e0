/** Pages and forms over HTTP, with the cookies of a browser. */
export interface BrowserClient {
  get(path: string): Promise<Response>;
  /** Submits a form; redirects aren't followed. */
  submit(path: string, fields: Record<string, string>): Promise<Response>;
  cookies(): string;
}

/** A new browser at the app, with the cookies of a `cookie` header. */
export function browserClient(url: string, cookie = ""): BrowserClient {
  const jar = new Map(
    cookie
      .split("; ")
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at), pair.slice(at + 1)] as const;
      }),
  );
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const request = async (path: string, init: RequestInit) => {
    const response = await fetch(new URL(path, url), {
      ...init,
      redirect: "manual",
      headers: { cookie: cookies(), origin: url, "user-agent": FIREFOX },
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = set.split("; ");
      const at = pair.indexOf("=");
      const isGone = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
      if (isGone) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  return {
    get: (path) => request(path, {}),
    submit: (path, fields) => request(path, { method: "POST", body: new URLSearchParams(fields) }),
    cookies,
  };
}

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
