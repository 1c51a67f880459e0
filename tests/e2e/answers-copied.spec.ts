import { test } from "./answers.ts";
import { alive, expect, say } from "./fixtures.ts";
import { item, openInstantView, sendButton } from "./instant-view.ts";

// The buttons beneath an answer that copy.

test.beforeEach(({ guest: page }) => openInstantView(page));

test("an answer, its code and a link to it can be copied", async ({ guest: page, context, model }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  model.script({ says: "Like **this**:\n\n```ts\nconst a = 1;\n```\n" });
  await say(page, "How?");
  await expect(sendButton(page)).toBeVisible();
  await page.getByRole("button", { name: "Copy", exact: true }).last().click();
  await expect.poll(copied).toContain("Like **this**");
  await page.locator("figure").getByRole("button", { name: "Copy" }).click();
  await expect.poll(copied).toBe("const a = 1;\n");
  await page.getByRole("button", { name: "Copy link for yourself" }).click();
  await expect.poll(copied).toMatch(/^http.*\?at=msg_/);
  await page.goto(await copied());
  await expect(item(page, "assistant_message")).toHaveAttribute("data-target");
  await expect(item(page, "assistant_message")).toBeInViewport();
});

test("an answer is copied as Markdown and as formatted text", async ({ guest: page, context, model }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () =>
    page.evaluate(async () => {
      const [content] = await navigator.clipboard.read();
      const read = async (type: string) => (await content?.getType(type))?.text();
      return [await read("text/plain"), await read("text/html")] as const;
    });
  const markdown = "Like **this**:\n\n| a |\n|---|\n| 1 |\n\n```ts\nconst a = 1;\n```\n\n[here](/tasks)";
  model.script({ says: markdown });
  await say(page, "How?");
  await expect(sendButton(page)).toBeVisible();
  const check = async () => {
    await page.getByRole("button", { name: "Copy", exact: true }).last().click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    const [text, html] = await copied();
    expect(text).toBe(markdown);
    expect(html).toContain("<strong>this</strong>");
    expect(html).toMatch(/<table border="1">[^]*<td>1/);
    expect(html).toMatch(/<pre><code>(?:<span>)?const/);
    expect(html).toContain(`href="${new URL("/tasks", page.url())}"`);
    expect(html).not.toMatch(/<button|class=|<div/);
  };
  await check();
  await page.reload();
  await alive(page);
  await check();
});
