import type * as Published from "@openai/chatkit";
import { expectTypeOf, it } from "vitest";
import type { Attachment } from "./protocol/attachments.ts";
import type { IconName } from "./protocol/icons.ts";
import type { UserMessageContent } from "./protocol/items.ts";
import type * as Ours from "./protocol/widget-components.ts";

/** Every published widget node by its type, and ours. */
type PublishedNode =
  | Published.Widgets.WidgetComponent
  | Published.Widgets.WidgetRoot
  | Published.Widgets.ListViewItem;
type OurNode = Ours.WidgetComponent | Ours.WidgetRoot | Ours.ListViewItem;
type PublishedOf<Type extends PublishedNode["type"]> = Extract<PublishedNode, { type: Type }>;
type OurOf<Type extends PublishedNode["type"]> = Extract<OurNode, { type: Type }>;

/** Props that hold an icon somewhere beneath them: ours know more icons (`lucide:`, `vendor:`). */
type IconProps = "name" | "iconStart" | "iconEnd" | "status" | "children";

/** The types whose props by name, or by what they take, are not the same as ours. */
type DifferentKeys = {
  [Type in PublishedNode["type"]]: [keyof PublishedOf<Type>, keyof OurOf<Type>] extends [
    keyof OurOf<Type>,
    keyof PublishedOf<Type>,
  ]
    ? never
    : Type;
}[PublishedNode["type"]];

type DifferentProps = {
  [Type in PublishedNode["type"]]: {
    [
      Key in Exclude<keyof OurOf<Type> & keyof PublishedOf<Type>, IconProps>
    ]: OurOf<Type>[Key] extends PublishedOf<Type>[Key] ? never : `${Type}.${Key & string}`;
  }[Exclude<keyof OurOf<Type> & keyof PublishedOf<Type>, IconProps>];
}[PublishedNode["type"]];

// The compiler does the testing here; at run time these say nothing.

it("our widgets have exactly the published components and props", () => {
  expectTypeOf<OurNode["type"]>().toEqualTypeOf<PublishedNode["type"]>();
  expectTypeOf<DifferentKeys>().toEqualTypeOf<never>();
  expectTypeOf<DifferentProps>().toEqualTypeOf<never>();
});

it("every published widget is one of ours", () => {
  expectTypeOf<Published.Widgets.WidgetRoot>().toExtend<Ours.WidgetRoot>();
  expectTypeOf<Published.Widgets.WidgetComponent>().toExtend<Ours.WidgetComponent>();
  expectTypeOf<Published.Widgets.ListViewItem>().toExtend<Ours.ListViewItem>();
});

it("we know every published icon", () => {
  expectTypeOf<Published.ChatKitIcon | Published.Widgets.WidgetIcon>().toExtend<IconName>();
});

it("what we send as message content and attachments is what the page's own calls take", () => {
  expectTypeOf<UserMessageContent>().toExtend<Published.UserMessageContent>();
  expectTypeOf<Attachment>().toExtend<Published.Attachment>();
});
