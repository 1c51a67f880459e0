import { expect, test } from "vitest";

import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import { assistant, done, NOW, outline, says } from "#app/chatkit/testing/harness.ts";
import { card, text } from "#app/chatkit/widgets/builders.ts";

import { scriptedServer, type Script } from "./scripted-server.ts";

const play = scriptedServer();

const mail = (id: string, thread_id: string): WidgetItem => ({
  type: "widget",
  id,
  thread_id,
  created_at: NOW,
  widget: card([text("Send?", { id: "state" })]),
});
const SENT = card([text("Sent!")]);
const CLICK = { type: "send_mail", payload: { to: "123" } };
const shows = (id: string): Script => ({ respond: (thread) => says(done(mail(id, thread.id))) });

// chatkit-python: test_calls_action
test("an action reaches the app with its widget, and the app answers with events", async () => {
  const calls: [Action, WidgetItem | null][] = [];
  const client = await play({
    ...shows("clicked"),
    action(_thread, action, sender) {
      calls.push([action, sender]);
      return says({
        type: "thread.item.updated",
        item_id: sender?.id ?? "none",
        update: { type: "widget.root.updated", widget: SENT },
      });
    },
  });
  const { threadId } = await client.start("Show the mail");
  const events = await client.events("threads.custom_action", {
    thread_id: threadId,
    item_id: "clicked",
    action: CLICK,
  });
  expect(calls).toEqual([[CLICK, mail("clicked", threadId)]]);
  expect(events).toEqual([
    { type: "stream_options", stream_options: { allow_cancel: true } },
    {
      type: "thread.item.updated",
      item_id: "clicked",
      update: { type: "widget.root.updated", widget: SENT },
    },
  ]);
});

test("an action without a widget reaches the app without a sender", async () => {
  const senders: unknown[] = [];
  const client = await play({
    action(_thread, _action, sender) {
      senders.push(sender);
      return says();
    },
  });
  const { threadId } = await client.start();
  await client.events("threads.custom_action", { thread_id: threadId, action: CLICK });
  expect(senders).toEqual([null]);
});

test("an action ends in an error event if the app has no handler for it", async () => {
  const client = await play(shows("unheard"));
  const { threadId } = await client.start();
  const params = { thread_id: threadId, item_id: "unheard", action: CLICK };
  const events = await client.events("threads.custom_action", params);
  expect(outline(events)).toEqual(["stream_options", "error"]);
  expect(events[1]).toMatchObject({ code: "custom", allow_retry: false });
});

// chatkit-python: test_calls_action_sync
test("a synchronous action is answered with the updated item as JSON", async () => {
  const calls: [Action, WidgetItem | null][] = [];
  const client = await play({
    ...shows("at_once"),
    async syncAction(_thread, action, sender) {
      calls.push([action, sender]);
      return sender ? { updated_item: { ...sender, widget: SENT } } : {};
    },
  });
  const { threadId } = await client.start("Show the mail");
  const before = mail("at_once", threadId);
  const params = { thread_id: threadId, item_id: "at_once", action: CLICK };
  expect(await client.json("threads.sync_custom_action", params)).toEqual({
    updated_item: { ...before, widget: SENT },
  });
  expect(calls).toEqual([[CLICK, before]]);
});

// chatkit-python: test_add_feedback
test("feedback on answers and widgets reaches the app", async () => {
  const calls: unknown[][] = [];
  const client = await play({
    respond: (thread) =>
      says(done(assistant("rated", "Hi", thread.id)), done(mail("rated_widget", thread.id))),
    async feedback(...call) {
      calls.push(call);
    },
  });
  const { threadId } = await client.start();
  const send = (item_ids: string[], kind: string) =>
    client.json("items.feedback", { thread_id: threadId, item_ids, kind });
  expect(await send(["rated"], "positive")).toEqual({});
  expect(await send(["rated_widget"], "negative")).toEqual({});
  expect(calls).toEqual([
    [threadId, ["rated"], "positive", client.context],
    [threadId, ["rated_widget"], "negative", client.context],
  ]);
});

test("feedback is stored if the app has no handler for it, and refused for absent items", async () => {
  const client = await play({ respond: (thread) => says(done(assistant("stored", "Hi", thread.id))) });
  const { threadId } = await client.start();
  const feedback = (id: string) =>
    client.post({
      type: "items.feedback",
      params: { thread_id: threadId, item_ids: [id], kind: "positive" },
    });
  expect((await feedback("stored")).status).toBe(200);
  expect((await feedback("absent")).status).toBe(404);
});
