import { z } from "zod";

/** An environment variable has an invalid value; `message` is one line that names it. */
export class EnvError extends Error {
  override name = "EnvError";
}

/** Schemas of environment variables. Each error message follows the variable's name. */

const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);
/** An optional variable. An empty value, as in .env files, counts as unset. */
export const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
export const withDefault = <T extends z.ZodType>(schema: T, value: z.input<T>) =>
  z.preprocess((raw) => blankIsUnset(raw) ?? value, schema);

export const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], { error })
    .pipe(z.number().int({ error }).min(min, { error }).max(max, { error }));
};
/** A number that may have decimals. */
export const between = (min: number, max: number) => {
  const error = `must be a number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, error)
    .transform(Number)
    .pipe(z.number().min(min, { error }).max(max, { error }));
};
export const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https URL" });
export const origin = httpUrl.refine(
  (value) => {
    // Zod runs this even if the URL check above has failed, which reports an invalid URL.
    const url = URL.parse(value);
    return url === null || (url.pathname === "/" && url.search === "" && url.hash === "");
  },
  { error: "must be an origin such as https://chat.example.com, without a path" },
);
export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" });
/** A limit for guests and one for members. Null: none. */
export interface PerKind {
  guest: number | null;
  member: number | null;
}

const LIMIT = "must be a whole number or off";
/** A limit: a whole number, or `off`. */
export const limit = z
  .string()
  .regex(/^(\d{1,9}|off)$/, LIMIT)
  .transform((text) => (text === "off" ? null : Number(text)));

/** Limits of guests and of members, as `10/30`; one number counts for both. */
export const perKind = z
  .string()
  .regex(/^(\d{1,9}|off)(\/(\d{1,9}|off))?$/, "must be two limits such as 10/30, for guests and for members")
  .transform((text): PerKind => {
    const [guest = null, member = guest] = text.split("/").map((one) => (one === "off" ? null : Number(one)));
    return { guest, member };
  });

export const onOff = z.enum(["on", "off"]).transform((value) => value === "on");
/** A comma-separated list without duplicates. */
export const words = z
  .string()
  .transform((text) => [...new Set(text.split(",").map((word) => word.trim()))].filter(Boolean));
/** Origins, separated by commas, as browsers send them: without a slash at the end. */
export const origins = words.pipe(z.array(origin)).transform((all) => all.map((one) => new URL(one).origin));
export const smtpUrl = z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// URL" });
/** An address with or without a name: `Chat <chat@example.com>`. */
export const mailbox = z
  .string()
  .regex(
    /^([^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    "must be an address, such as Chat <chat@example.com>",
  );
/** Domains of email addresses, separated by commas, in lower case. */
export const domains = words.pipe(
  z.array(
    z
      .string()
      .toLowerCase()
      .regex(/^([a-z0-9-]+\.)+[a-z0-9-]+$/, "must be domains such as example.com, separated by commas"),
  ),
);
