import type { RequestIssue } from "#app/chatkit/errors.ts";

/** The body of every error response of the API. ChatKit shows the outer `message`. */
export interface ErrorBody {
  error: {
    code: string;
    message: string;
    request_id: string;
    /** What is wrong with the fields of a request, if it was refused for them. */
    issues?: readonly RequestIssue[];
  };
  message: string;
}

export function errorBody(
  { code, message, issues = [] }: { code: string; message: string; issues?: readonly RequestIssue[] },
  requestId: string,
): ErrorBody {
  const error = { code, message, request_id: requestId };
  return { error: issues.length > 0 ? { ...error, issues } : error, message };
}
