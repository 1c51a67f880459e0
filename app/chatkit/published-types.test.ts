import type * as Published from "@openai/chatkit";
import { expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { Attachment } from "./protocol/attachments.ts";
import type { IconName } from "./protocol/icons.ts";
import type { UserMessageContent } from "./protocol/items.ts";
import type { WIDGET_PROPS } from "./protocol/widget-props/index.ts";
import type * as Ours from "./protocol/widget-types.ts";
import type { Node } from "./widgets/walk.ts";

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

type Schemas = typeof WIDGET_PROPS;
type NodeOf<Type> = Extract<Node, { type: Type }>;

it("has a schema of each component, with the same props", () => {
  expectTypeOf<keyof Schemas>().toEqualTypeOf<Node["type"]>();
  expectTypeOf<{ [Type in keyof Schemas]: keyof z.input<Schemas[Type]> }>().toEqualTypeOf<{
    [Type in keyof Schemas]: keyof NodeOf<Type>;
  }>();
});

it("has schemas that take every value of the types", () => {
  expectTypeOf<{ [Type in keyof Schemas]: NodeOf<Type> }>().toExtend<{
    [Type in keyof Schemas]: z.input<Schemas[Type]>;
  }>();
  // And no others.
  expectTypeOf<{ [Type in keyof Schemas]: Plain<z.input<Schemas[Type]>> }>().toExtend<{
    [Type in keyof Schemas]: Plain<NodeOf<Type>>;
  }>();
});

/** Values without `undefined`, which JSON doesn't have, and without children, which are checked one by one. */
type Plain<Value> = Value extends readonly (infer Entry)[]
  ? Plain<Entry>[]
  : Value extends object
    ? { [Key in keyof Value as Key extends "children" ? never : Key]: Plain<Exclude<Value[Key], undefined>> }
    : Value;

it("has every published icon", () => {
  expectTypeOf<Published.ChatKitIcon | Published.Widgets.WidgetIcon>().toExtend<IconName>();
});

/** Optional properties as JSON has them: absent, never undefined. */
type WithoutUndefined<T> = T extends object ? { [K in keyof T]: Exclude<T[K], undefined> } : T;

it("has message content and attachments that the page's own calls take", () => {
  expectTypeOf<WithoutUndefined<UserMessageContent>>().toExtend<Published.UserMessageContent>();
  expectTypeOf<Attachment>().toExtend<Published.Attachment>();
});
