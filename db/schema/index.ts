export * from "./auth.ts";
export * from "./chatkit-sessions.ts";
export * from "./conversations.ts";
export * from "./feedback.ts";
export * from "./messages.ts";
export * from "./runs.ts";
export * from "./tasks.ts";
export * from "./users.ts";
