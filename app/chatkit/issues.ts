import type { z } from "zod";
import { ChatKitError, type RequestIssue } from "./errors.ts";

const MAX_SHOWN = 3;

/** A refusal such as `Invalid request: params.title: the title is empty; …; and 2 more.` */
export function invalidRequest(issues: RequestIssue[], options?: ErrorOptions): ChatKitError {
  const shown = issues
    .slice(0, MAX_SHOWN)
    .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const hidden = issues.length - shown.length;
  if (hidden > 0) shown.push(`and ${hidden} more`);
  return new ChatKitError("invalid_request", `Invalid request: ${shown.join("; ")}.`, { ...options, issues });
}

/** The issues of a zod error. A custom issue has its code in its `params`. */
export function issuesOf(error: z.ZodError): RequestIssue[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    message: issue.message.replace(/^Invalid input: /, ""),
    code: codeOf(issue),
  }));
}

function codeOf(issue: z.core.$ZodIssue): string {
  const code: unknown = issue.code === "custom" ? issue.params?.code : undefined;
  return typeof code === "string" ? code : issue.code;
}
