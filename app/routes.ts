import { index, layout, prefix, route, type RouteConfig } from "@react-router/dev/routes";

export default [
  route("healthz", "routes/healthz.ts"),
  route("readyz", "routes/readyz.ts"),

  route("api/auth/*", "routes/api.auth.ts"),
  ...prefix("api/chatkit", [
    index("routes/api.chatkit.ts"),
    route("session", "routes/api.chatkit.session.ts"),
    route("threads", "routes/api.chatkit.threads.ts"),
    route("threads/:threadId", "routes/api.chatkit.thread.ts"),
    route("threads/:threadId/items", "routes/api.chatkit.thread.items.ts"),
    route("threads/:threadId/items/:itemId/feedback", "routes/api.chatkit.thread.item.feedback.ts"),
    route("messages", "routes/api.chatkit.messages.ts"),
    route("entities", "routes/api.chatkit.entities.ts"),
    route("entities/:entityId/preview", "routes/api.chatkit.entity.preview.ts"),
    route("runs/:runId/events", "routes/api.chatkit.run.events.ts"),
    route("runs/:runId/stop", "routes/api.chatkit.run.stop.ts"),
  ]),
  route("api/*", "routes/api.not-found.ts"),
  route("robots.txt", "routes/robots.ts"),
  route("manifest.webmanifest", "routes/manifest.ts"),
  route("preview.png", "routes/preview.png.ts"),
  route("tasks.ics", "routes/tasks.ics.ts"),
  route("s/:shareId/preview.png", "routes/share.png.ts"),

  layout("routes/viewer.tsx", [
    // Not an index route, so that a form can post to `/` itself.
    route("/", "routes/home.tsx"),
    route("sign-in", "routes/sign-in.tsx"),
    route("sign-up", "routes/sign-up.tsx"),
    route("sign-out", "routes/sign-out.tsx"),
    route("history/change", "routes/history.change.ts"),
    route("palette", "routes/palette.ts"),
    route("tasks.csv", "routes/tasks.csv.ts"),
    route("tasks/preview", "routes/tasks.preview.ts"),
    route("tasks/reminders", "routes/tasks.reminders.ts"),
    route("s/:shareId", "routes/share.tsx"),
    route("chat/:threadId/export", "routes/chat.export.ts"),
    route("history/export", "routes/history.export.ts"),
    layout("routes/shell.tsx", [
      layout("routes/content.tsx", [
        // One route for both, so that ChatKit's element stays mounted from one conversation to the next.
        route("chat/:threadId?", "routes/chat.tsx"),
        route("chat/:threadId/share", "routes/chat.share.tsx"),
        route("history/:year?/:month?", "routes/history.tsx"),
        route("history/shared", "routes/history.shared.tsx"),
        route("history/import", "routes/history.import.tsx"),
        route("tasks", "routes/tasks.tsx"),
        route("tasks/exchange", "routes/tasks.exchange.tsx"),
        route("settings", "routes/settings.tsx"),
      ]),
    ]),
    route("*", "routes/not-found.tsx"),
  ]),
] satisfies RouteConfig;
