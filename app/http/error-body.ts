import { z } from "zod";
import { STATUS_OF_CODE, type RequestIssue } from "#app/chatkit/errors.ts";

const codes = [...Object.keys(STATUS_OF_CODE), "method_not_allowed"];

const Issue = z.object({
  path: z.string().describe("The place in the request, such as `params.input.content.0.text`."),
  message: z.string(),
  code: z.string().optional().describe("Names the kind of issue to programs, such as `message_empty`."),
});

/** The body of every error response of the API. ChatKit shows the outer `message`. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.enum(codes),
    message: z.string().describe("A sentence that says what happened and what to do."),
    request_id: z.string().describe("As in the header `x-request-id`, and in the server's log."),
    issues: z
      .array(Issue)
      .readonly()
      .optional()
      .describe("What is wrong with the fields of a request, if it was refused for them."),
  }),
  message: z.string().describe("The same message, where ChatKit reads it."),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

export function errorBody(
  { code, message, issues = [] }: { code: string; message: string; issues?: readonly RequestIssue[] },
  requestId: string,
): ErrorBody {
  const error = { code, message, request_id: requestId };
  return { error: issues.length > 0 ? { ...error, issues } : error, message };
}
