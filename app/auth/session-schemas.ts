import { z } from "zod";

/** Body of `POST /api/chatkit/session`: empty, or the caller's current secret. */
export const SessionRequest = z.object({
  client_secret: z
    .string()
    .max(200)
    .nullish()
    .describe("A secret that the caller has. It is returned again while it is valid."),
});

/** Answer of `POST /api/chatkit/session`, in the shape of OpenAI's session object. */
export const ChatkitSession = z.object({
  id: z.string(),
  object: z.literal("chatkit.session"),
  client_secret: z.string().describe("The token for all other routes under `/api/chatkit`."),
  expires_at: z.number().int().describe("The end of the secret in Unix seconds, at most 30 minutes away."),
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable().describe("Null for guests."),
    anonymous: z.boolean().describe("Whether the user is a guest."),
  }),
});
export type ChatkitSession = z.infer<typeof ChatkitSession>;
