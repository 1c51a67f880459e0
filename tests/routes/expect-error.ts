import { expect } from "vitest";
import type { AppProcess } from "#tests/support/app-process.ts";

/** Expects the one error shape of the API, with the id of the `x-request-id` header. */
export async function expectError(
  response: Response,
  status: number,
  code: string,
  says?: RegExp,
): Promise<void> {
  const text = await response.text();
  expect([response.status, text]).toEqual([status, expect.any(String)]);
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  const body = JSON.parse(text);
  expect(body).toEqual({
    error: {
      code,
      message: body.message,
      request_id: response.headers.get("x-request-id"),
      ...("issues" in body.error && { issues: body.error.issues }),
    },
    message: expect.stringMatching(says ?? /./),
  });
  expect(text).not.toMatch(/at .*\.(js|ts):\d|node_modules|select |insert /i);
}

/** Expects that the app has logged no error of its own: a client's error is none. */
export function expectNoErrors(app: AppProcess): void {
  expect(app.log().match(/^\{"level":"(error|fatal)".*$/gm)).toBeNull();
}
