import { z } from "zod";

/** What a variable of the environment may hold. Each says what is wrong in words that follow its name. */

const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);
/** A variable that may be left out; an empty value, as .env files have them, counts as none. */
export const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
export const withDefault = <T extends z.ZodType>(schema: T, value: z.input<T>) =>
  z.preprocess((raw) => blankIsUnset(raw) ?? value, schema);

export const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], { error })
    .pipe(z.number().int({ error }).min(min, { error }).max(max, { error }));
};
export const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https URL" });
export const origin = httpUrl.refine(
  (value) => {
    // Runs beside the check above: what is no URL at all is reported by that.
    const url = URL.parse(value);
    return url === null || (url.pathname === "/" && url.search === "" && url.hash === "");
  },
  { error: "must be an origin such as https://chat.example.com, without a path" },
);
export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" });
export const onOff = z.enum(["on", "off"]).transform((value) => value === "on");
/** Values with commas between them. */
export const words = z
  .string()
  .transform((text) => [...new Set(text.split(",").map((word) => word.trim()))].filter(Boolean));
