import { env } from "#app/env.server.ts";

/** Hosts whose pictures answers may show in ChatKit: the app's own. The instant view shows pictures of answers as links. */
export const IMAGE_DOMAINS: string[] = [new URL(env.appOrigin).hostname];
