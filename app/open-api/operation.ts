import type { z } from "zod";

/** What the server takes as the caller's name. */
export type Access =
  /** A client secret or a JWT. */
  | "token"
  /** A JWT, or the session cookie from the app's own origin. */
  | "sign-in"
  /** The session cookie. */
  | "cookie"
  | "none";

export type Tag =
  | "Sign-in"
  | "ChatKit"
  | "Threads"
  | "Messages"
  | "Files"
  | "Runs"
  | "Entities"
  | "Tasks"
  | "About";

/** One media type of a successful answer. */
export interface Content {
  type: string;
  schema: z.ZodType;
}

export interface Answer {
  description: string;
  /** Absent when the answer has no body. */
  content?: readonly Content[];
  /** Names of headers in `HEADERS` of `parameters.server.ts`, besides those that every response has. */
  headers?: readonly string[];
}

/** One operation of the API, from which its part of the document is made. */
export interface Operation {
  /** Unique, for generated clients. */
  id: string;
  method: "get" | "post" | "put" | "patch" | "delete";
  /** With the names of the parameters in braces. */
  path: string;
  tag: Tag;
  summary: string;
  /** Markdown. */
  description?: string;
  access: Access;
  query?: z.ZodObject;
  /** Names of request headers in `REQUEST_HEADERS` of `parameters.server.ts`. */
  headers?: readonly string[];
  body?: {
    schema: z.ZodType;
    isOptional?: boolean;
    /** Default: JSON. */
    type?: "multipart/form-data" | "application/octet-stream";
  };
  /** By status. */
  answers: Readonly<Record<number, Answer>>;
  /** The statuses of its errors, besides 5XX, which all have. */
  errors: readonly number[];
  /** A call that works. `$thread`, `$item` and `$run` stand for ids. */
  example: Example;
}

export interface Example {
  /** The query, without its question mark. */
  query?: string;
  body?: object;
  /** The content of a file that is sent, in a form or as the body. */
  file?: string;
  /** Further arguments of curl, such as `-N` for a stream. */
  curl?: string;
}
