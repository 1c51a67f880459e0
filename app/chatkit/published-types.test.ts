import type * as Published from "@openai/chatkit";
import { expectTypeOf, it } from "vitest";
import type { Attachment } from "./protocol/attachments.ts";
import type { IconName } from "./protocol/icons.ts";
import type { UserMessageContent } from "./protocol/items.ts";
import type * as Ours from "./protocol/widget-types.ts";

// The compiler checks these; at run time they assert nothing.

it("takes every published widget", () => {
  expectTypeOf<Published.Widgets.WidgetRoot>().toExtend<Ours.WidgetRoot>();
  expectTypeOf<Published.Widgets.WidgetComponent>().toExtend<Ours.WidgetComponent>();
  expectTypeOf<Published.Widgets.ListViewItem>().toExtend<Ours.ListViewItem>();
});

it("takes lucide icons, action options and charts in widgets besides", () => {
  expectTypeOf<{
    type: "Card";
    children: [
      { type: "Icon"; name: "lucide:truck" },
      { type: "Button"; onClickAction: { type: "go"; handler: "client" } },
      { type: "Chart"; data: []; series: [{ type: "bar"; dataKey: "count" }]; xAxis: "day" },
    ];
    status: { text: "Done"; icon: "lucide:check" };
  }>().toExtend<Ours.WidgetRoot>();
});

it("keeps the other props as published", () => {
  expectTypeOf<Ours.Badge>().toEqualTypeOf<Published.Widgets.Badge>();
  expectTypeOf<Ours.Input>().toEqualTypeOf<Published.Widgets.Input>();
  expectTypeOf<{ type: "Icon"; name: "unheard" }>().not.toExtend<Ours.WidgetComponent>();
  expectTypeOf<{ type: "Unheard" }>().not.toExtend<Ours.WidgetComponent>();
});

it("has every published icon", () => {
  expectTypeOf<Published.ChatKitIcon | Published.Widgets.WidgetIcon>().toExtend<IconName>();
});

/** Optional properties as JSON has them: absent, never undefined. */
type WithoutUndefined<T> = T extends object ? { [K in keyof T]: Exclude<T[K], undefined> } : T;

it("has message content and attachments that the page's own calls take", () => {
  expectTypeOf<WithoutUndefined<UserMessageContent>>().toExtend<Published.UserMessageContent>();
  expectTypeOf<Attachment>().toExtend<Published.Attachment>();
});
