import { z } from "zod";

/** The children are components themselves, which are checked one by one (`widgets/check.ts`). */
export const nodes = z.array(z.unknown());

/** A component with these props and no others. Every component may have a key and an id. */
export const component = <Type extends string, Props extends z.ZodRawShape>(type: Type, props: Props) =>
  z.strictObject({ type: z.literal(type), key: z.string().optional(), id: z.string().optional(), ...props });
