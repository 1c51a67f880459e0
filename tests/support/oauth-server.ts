import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** A person at a provider. The `code` of a callback is the profile's `id`. */
export interface Profile {
  id: string;
  name: string;
  email: string;
  isVerified: boolean;
}

export interface OAuthServer {
  /** The environment of an app whose requests to GitHub and Google come here. */
  env: Record<string, string>;
  add(profile: Profile): void;
  stop(): Promise<void>;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Plays GitHub's and Google's servers. */
export async function startOAuthServer(): Promise<OAuthServer> {
  const profiles = new Map<string, Profile>();
  const answers: Record<string, (profile: Profile) => object> = {
    "/login/oauth/access_token": ({ id }) => ({ access_token: id, token_type: "bearer", scope: "" }),
    "/user": ({ id, name, email }) => ({ id, login: name, name, email }),
    "/user/emails": ({ email, isVerified }) => [{ email, primary: true, verified: isVerified }],
    "/token": ({ id, name, email, isVerified }) => {
      const iss = "https://accounts.google.com";
      const claims = { iss, aud: "google-id", sub: id, name, email, email_verified: isVerified };
      return {
        access_token: id,
        token_type: "Bearer",
        id_token: `${encode({ alg: "none" })}.${encode(claims)}.`,
      };
    },
  };
  const server = createServer((request, response) => {
    void (async () => {
      const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
      const token = request.headers.authorization?.split(" ")[1];
      const profile = profiles.get(body.get("code") ?? token ?? "");
      const answer = answers[new URL(request.url ?? "", "http://here").pathname];
      response.writeHead(profile && answer ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(profile && answer ? answer(profile) : {}));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server's address is an object.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  const preload = pathToFileURL(resolve(import.meta.dirname, "redirect-fetch.ts")).href;
  return {
    env: {
      GITHUB_CLIENT_ID: "github-id",
      GITHUB_CLIENT_SECRET: "github-secret",
      GOOGLE_CLIENT_ID: "google-id",
      GOOGLE_CLIENT_SECRET: "google-secret",
      NODE_OPTIONS: `--import=${preload}`,
      OAUTH_SERVER: `http://127.0.0.1:${port}`,
    },
    add: (profile) => void profiles.set(profile.id, profile),
    async stop() {
      server.close();
      await once(server, "close");
    },
  };
}
