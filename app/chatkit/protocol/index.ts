/** The types of the protocol for the browser, without zod. */
export type * from "./annotations.ts";
export type * from "./attachments.ts";
export type * from "./events.ts";
export type * from "./icons.ts";
export type * from "./items.ts";
export type * from "./requests.ts";
export type * from "./structured-input.ts";
export type * from "./threads.ts";
export type * from "./updates.ts";
export type * from "./user-input.ts";
export type * from "./widgets.ts";
export type * from "./workflows.ts";
export type { JsonObject } from "./common.ts";
export type { ActionConfig } from "./widget-types.ts";
export type * as Widgets from "./widget-types.ts";
