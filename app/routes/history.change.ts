import { data, redirect } from "react-router";
import { changeConversations, undoChange } from "#app/history/change-conversations.server.ts";
import { doneCookie, noDoneCookie, readDone } from "#app/history/undo.ts";
import { returnPath } from "#app/auth/credentials.ts";
import { requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { stopRunsOfDeleted } from "#app/runs/stop.ts";
import { getDatabase } from "#db/client.ts";
import type { Route } from "./+types/history.change";

/**
 * Changes conversations and folders, for the menus and forms of all pages. Without a script it leads back to the page
 * (`next`), which says what was done; so it does with a script if the page of a deleted conversation is left (`leave`).
 */
export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const form = await readForm(args.request);
  const { db } = await getDatabase();
  const scope = { db, userId, now: new Date() };
  const isUndo = form.get("intent") === "undo";
  const result = isUndo
    ? await undoChange(readDone(args.request.headers.get("cookie")), scope)
    : await changeConversations(form, scope);
  const isForm = !new URL(args.request.url).pathname.endsWith(".data");
  await stopRunsOfDeleted(userId);
  if ("error" in result) {
    if (!isForm) return data({ error: result.error }, { status: result.status });
    if (result.status === 404 && !isUndo) throw data(null, { status: 404 });
    const cookie = doneCookie({ text: result.error, undo: [] });
    return redirect(returnPath(form.get("next"), "/history"), {
      status: 303,
      headers: { "set-cookie": cookie },
    });
  }
  const headers = { "set-cookie": isUndo ? noDoneCookie() : doneCookie(result.done) };
  if (isForm || form.get("leave") === "1") {
    return redirect(returnPath(form.get("next"), "/history"), { status: 303, headers });
  }
  return data({ done: result.done.text }, { headers });
}

export const loader = () => redirect("/history");
