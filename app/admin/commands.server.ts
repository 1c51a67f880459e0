import { z } from "zod";
import { FIELD_LENGTHS } from "#app/auth/field-lengths.ts";
import { userRoles } from "#db/schema/index.ts";

/*
 * The operations of the operator and administrators, by the words of the command: `users.list` is `users list`. It is apart from
 * what they do, because the command shows its help without opening the database.
 */

const who = z.string().min(1).describe("an email address or a user's id");
const email = z.email().max(FIELD_LENGTHS.email.max).describe("an email address");
const role = z.enum(userRoles).default("member").describe("member or admin");
const limit = z.coerce.number().int().min(1).max(1000).default(50).describe("number of rows");

export const commands = {
  "users.list": {
    summary: "Lists users, newest first",
    input: z.object({
      query: z.string().max(200).optional().describe("a part of a name or an address"),
      guests: z.boolean().default(false).describe("lists guests, too"),
      limit: z.coerce.number().int().min(1).max(1000).default(50).describe("number of users"),
      cursor: z.string().max(200).optional().describe("the next page: `next` of the last one"),
    }),
  },
  "users.create": {
    summary: "Makes an account, with a link to choose a password",
    input: z.object({
      email,
      name: z.string().trim().min(1).max(FIELD_LENGTHS.name.max).describe("the person's name"),
      role,
      password: z
        .string()
        .min(FIELD_LENGTHS.password.min)
        .max(FIELD_LENGTHS.password.max)
        .optional()
        .describe("a password, instead of the link"),
    }),
  },
  "users.invite": {
    summary: "Makes a link with which people can sign up",
    input: z.object({
      email: email
        .optional()
        .describe("the only address that may use it; with a mail server, it is sent there"),
      role,
      uses: z.coerce.number().int().min(1).max(10_000).default(1).describe("how many people may use it"),
      days: z.coerce.number().int().min(1).max(365).default(7).describe("days until it ends"),
    }),
  },
  "users.invitations": {
    summary: "Lists invitations, newest first",
    input: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(50) }),
  },
  "users.uninvite": {
    summary: "Takes an invitation back",
    input: z.object({ id: z.string().min(1).describe("the invitation's id") }),
  },
  "users.reset-link": {
    summary: "Makes a link to choose a new password, which works once, for an hour",
    input: z.object({ user: who }),
  },
  "users.role": {
    summary: "Makes somebody an administrator or a member",
    input: z.object({ user: who, role: z.enum(userRoles).describe("member or admin") }),
  },
  "users.delete": {
    summary: "Deletes an account or a guest with all they have, for good",
    input: z.object({
      user: who,
      yes: z
        .literal(true, "Say that you are sure, with --yes: this can’t be undone.")
        .describe("needed: it can’t be undone"),
    }),
  },
  "sessions.list": {
    summary: "Lists where somebody is signed in",
    input: z.object({ user: who }),
  },
  "sessions.revoke": {
    summary: "Signs somebody out, everywhere or of one session",
    input: z.object({ user: who, session: z.string().optional().describe("a session's id; all without it") }),
  },
  "runs.list": {
    summary: "Lists the answers that are under way",
    input: z.object({
      limit,
      failed: z.boolean().default(false).describe("lists the latest that failed instead"),
    }),
  },
  "runs.stop": {
    summary: "Stops an answer",
    input: z.object({ id: z.string().min(1).describe("the run's id") }),
  },
  usage: {
    summary: "Shows what answers have cost, by day or by person",
    input: z.object({
      by: z.enum(["day", "person"]).default("day").describe("day or person"),
      days: z.coerce.number().int().min(1).max(3660).default(30).describe("the last days"),
      limit,
    }),
  },
  doctor: {
    summary: "Looks at everything that the app needs",
    input: z.object({}),
  },
  render: {
    summary: "Renders again what an older version has rendered",
    input: z.object({}),
  },
  prune: {
    summary: "Deletes at once what housekeeping deletes every ten minutes",
    input: z.object({}),
  },
  backup: {
    summary: "Writes all that there is, with the attached files, into one file",
    input: z.object({ file: z.string().min(1).describe("the file to write, such as chat.zip") }),
  },
  restore: {
    summary: "Fills a new database from such a file",
    input: z.object({ file: z.string().min(1).describe("the file of a backup") }),
  },
  audit: {
    summary: "Lists what operators and administrators have done",
    input: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(50) }),
  },
} as const satisfies Record<string, { summary: string; input: z.ZodObject }>;

export type CommandName = keyof typeof commands;
export type CommandInput<Name extends CommandName> = z.output<(typeof commands)[Name]["input"]>;
