import { z } from "zod";

/** Decides the result for a text; `fails` makes the endpoint itself fail. */
export type Verdict = (text: string) => "fine" | "flagged" | "fails";

const Request = z.object({ model: z.string(), input: z.array(z.string().max(32_000)) });

/** The answer of `POST /v1/moderations`, abridged; undefined when it fails. */
export function moderationOf(body: unknown, verdict: Verdict): object | undefined {
  const { model, input } = Request.parse(body);
  const found = input.map((text) => verdict(text));
  if (found.includes("fails")) return undefined;
  const results = found.map((one) => {
    const flagged = one === "flagged";
    return {
      flagged,
      categories: { harassment: flagged },
      category_scores: { harassment: flagged ? 0.9 : 0 },
    };
  });
  return { id: "modr_test", model, results };
}
