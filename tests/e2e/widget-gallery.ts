import type { BrowserContext } from "@playwright/test";
import type { WidgetRoot } from "#app/chatkit/protocol/widget-types.ts";
import {
  action,
  badge,
  basic,
  box,
  button,
  caption,
  card,
  chart,
  checkbox,
  col,
  datePicker,
  divider,
  form,
  icon,
  iconButton,
  image,
  input,
  label,
  listView,
  listViewItem,
  markdown,
  radioGroup,
  row,
  select,
  spacer,
  table,
  tableCell,
  tableRow,
  text,
  textarea,
  title,
} from "#app/chatkit/widgets/builders.ts";

const COLORS = ["secondary", "success", "danger", "warning", "info", "discovery"] as const;
const VARIANTS = ["solid", "soft", "outline"] as const;
const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==";

/** A widget with every kind of component and their actions. All states are in `GALLERY`. */
export const gallery: WidgetRoot = basic(
  [
    card(
      [
        row([
          icon("sparkle-double", { color: "discovery" }),
          title("Texts and badges"),
          spacer(),
          icon("lucide:truck"),
        ]),
        text(
          "Words in **no** Markdown, long enough to be cut off after two lines on a telephone, if not on a wide screen as well.",
          { maxLines: 2, color: "secondary" },
        ),
        caption("A caption", { size: "sm" }),
        markdown("Some **Markdown** with a [link](https://example.com), `code` and\n\n1. a list\n2. of two"),
        ...VARIANTS.map((variant) =>
          row(
            COLORS.map((color) => badge(color, { color, variant })),
            { wrap: "wrap", gap: 1 },
          ),
        ),
        divider({ spacing: 1 }),
        row([
          image(PIXEL, { alt: "A dot", size: 48, fit: "cover", radius: "full" }),
          image("https://pictures.example/cat.png", { alt: "A cat elsewhere" }),
          box([text("Boxed", { size: "sm" })], {
            background: "surface-secondary",
            padding: 2,
            radius: "md",
            border: 1,
            flex: 1,
          }),
        ]),
        table([
          tableRow(
            [
              tableCell([text("Day", { size: "sm", weight: "semibold" })]),
              tableCell([text("Sales", { size: "sm" })], { align: "end" }),
            ],
            { header: true },
          ),
          tableRow([
            tableCell([text("Monday", { size: "sm" })]),
            tableCell([text("12", { size: "sm" })], { align: "end" }),
          ]),
        ]),
      ],
      { status: { text: "All components", icon: "cube" }, size: "lg" },
    ),
    card(
      [
        row(
          VARIANTS.map((variant) =>
            button(variant, { variant, onClickAction: action("press", { variant }) }),
          ),
          { wrap: "wrap" },
        ),
        row(
          [
            button("Ghost", { variant: "ghost" }),
            button("Delete", { color: "danger", variant: "soft", pill: true, iconStart: "bug" }),
            button("Off", { disabled: true }),
            iconButton("plus"),
          ],
          { wrap: "wrap" },
        ),
        button("Save", {
          style: "primary",
          block: true,
          onClickAction: action("save", {}, { loadingBehavior: "container" }),
        }),
        button("Open tasks", { onClickAction: action("navigate", { to: "tasks" }, { handler: "client" }) }),
        label("Colour", "task.color"),
        select(
          "task.color",
          [
            { value: "r", label: "Red" },
            { value: "b", label: "Blue" },
          ],
          { onChangeAction: action("color", { id: "1" }) },
        ),
        datePicker("day", { placeholder: "Day" }),
        checkbox("done", { label: "Done", onChangeAction: action("tick") }),
        radioGroup(
          "size",
          [
            { value: "s", label: "Small" },
            { value: "l", label: "Large" },
          ],
          { ariaLabel: "Size" },
        ),
      ],
      { size: "md" },
    ),
    card(
      [
        form(
          [
            label("Title", "task.title"),
            input("task.title", { required: true, defaultValue: "Buy milk" }),
            col([label("Note", "task.note"), textarea("task.note", { autoResize: true, variant: "soft" })]),
            checkbox("task.urgent", { label: "Urgent", defaultChecked: true }),
            button("Save task", { submit: true, style: "primary" }),
          ],
          { onSubmitAction: action("task.save", { task: { id: "task_1" } }) },
        ),
      ],
      { size: "sm", theme: "dark", background: "surface-elevated" },
    ),
    listView(
      ["One", "Two", "Three", "Four"].map((name) =>
        listViewItem([text(`Row ${name}`), spacer(), button("Remove", { size: "sm", variant: "ghost" })], {
          onClickAction: action("open", { name }),
        }),
      ),
      { limit: 3, status: { text: "Rows" } },
    ),
    card([
      chart(
        [
          { day: "Mon", open: 3, done: 1 },
          { day: "Tue", open: 1, done: 4 },
        ],
        [
          { type: "bar", dataKey: "open" },
          { type: "line", dataKey: "done", color: "success" },
        ],
        { xAxis: "day", showYAxis: true },
      ),
    ]),
  ],
  { gap: 4 },
);

/** A request of the page. */
export interface Sent {
  type: string;
  params: { item_id?: string; action?: { type: string; payload: unknown } };
}

/**
 * Answers the page's requests in place of the server: a message gets the widgets, an action is answered when
 * `release` is called.
 */
export async function serveGallery(context: BrowserContext, widgets: WidgetRoot[] = [gallery]) {
  const sent: Sent[] = [];
  // One for each action, created by its request or its release, whichever is first.
  const gates: PromiseWithResolvers<void>[] = [];
  const gate = (index: number) => (gates[index] ??= Promise.withResolvers());
  // Block loader data: the server doesn't have this widget, so its data would remove it.
  await context.route(/\/chat\/thr_\w+[./]data/, () => undefined);
  let [begun, released] = [0, 0];
  await context.route("**/api/chatkit", async (route) => {
    const request: Sent = route.request().postDataJSON();
    sent.push(request);
    if (request.type === "threads.custom_action") await gate(begun++).promise;
    const item = { type: "widget", thread_id: "thr_1", created_at: new Date().toISOString() };
    const events = widgets.map((widget, index) => ({
      type: "thread.item.done",
      item: { ...item, id: `wid_gallery_${index}`, widget },
    }));
    const frames = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
    const body = request.type === "threads.custom_action" ? ": nothing\n\n" : frames;
    await route.fulfill({ contentType: "text/event-stream", body });
  });
  return { sent, release: () => gate(released++).resolve() };
}
