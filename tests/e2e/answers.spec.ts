import type { Page } from "@playwright/test";
import { alive, CDN, expect, say } from "./fixtures.ts";
import { scripted } from "./models.ts";

// What an answer contains besides text in the instant view, the choice of model and tool, and the buttons
// beneath an answer.

const test = scripted({
  OPENAI_API: "responses",
  OPENAI_MODEL: "small-model,large-model",
  OPENAI_TOOLS: "web_search,image_generation",
  OPENAI_REASONING_SUMMARY: "auto",
});
/** One pixel, as PNG. */
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==";
const item = (page: Page, type: string) => page.locator(`[data-type="${type}"]`);
const isDone = (page: Page) => expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();

test.beforeEach(async ({ guest: page, context }) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
});

test("thoughts are folded, and an answer's sources are listed beneath it", async ({ guest: page, model }) => {
  const url = "https://weather.example/berlin";
  const citation = { type: "url_citation", url, title: "Weather in Berlin", start_index: 0, end_index: 8 };
  model.script({
    output: [
      { thinks: ["**Looking outside**\n\nThe sky may tell."] },
      { writes: [{ text: "It rains.", citations: [citation] }] },
    ],
  });
  await say(page, "What is the weather?");
  await isDone(page);
  const check = async () => {
    const thoughts = item(page, "workflow");
    await expect(thoughts.locator("summary")).toContainText(/Thought for/);
    await expect(thoughts.getByText("The sky may tell.")).toBeHidden();
    const source = page
      .getByRole("list", { name: "Sources" })
      .getByRole("link", { name: /Weather in Berlin/ });
    await expect(source).toHaveAttribute("href", url);
    await expect(source).toHaveAttribute("rel", /noopener/);
  };
  await check();
  await page.reload();
  await check();
  await item(page, "workflow").locator("summary").click();
  await expect(page.getByText("The sky may tell.")).toBeVisible();
});

test("a generated image is shown, can be downloaded, and is still there after a reload", async ({
  guest: page,
  model,
}) => {
  model.script({ output: [{ draws: PIXEL, previews: [PIXEL] }] });
  await page.getByRole("combobox", { name: "Tool" }).selectOption("Create an image");
  await say(page, "Draw a cat");
  const picture = page.getByRole("img", { name: "Picture made by the assistant" });
  await expect(picture).toHaveJSProperty("naturalWidth", 1);
  await expect(page.getByRole("link", { name: "Download the picture" })).toHaveAttribute(
    "href",
    /^data:image\/png/,
  );
  await isDone(page);
  await page.reload();
  await expect(picture).toHaveJSProperty("naturalWidth", 1);
  expect(model.requests.at(-1)?.body).toMatchObject({ tool_choice: { type: "image_generation" } });
});

test("the chosen model answers, and a notice names a model that is no longer available", async ({
  guest: page,
  model,
}) => {
  model.script({ says: "Large." }, { says: "Small." });
  const choice = page.getByRole("combobox", { name: "Model" });
  await choice.selectOption("large-model");
  await say(page, "Who are you?");
  await expect(item(page, "assistant_message")).toContainText("Large.");
  expect(model.requests.at(-1)?.body).toMatchObject({ model: "large-model" });
  await isDone(page);
  // The page may offer a model that the server's settings no longer have.
  await choice.evaluate((select: HTMLSelectElement) =>
    select.add(new Option("Gone", "gone-model", true, true)),
  );
  await say(page, "And now?");
  const notice = page.getByRole("status").filter({ hasText: "isn't available any more" });
  await expect(notice).toContainText("small-model answers");
  await expect(item(page, "assistant_message").last()).toContainText("Small.");
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(notice).toHaveCount(0);
});

test("an answer, its code and a link to it can be copied", async ({ guest: page, context, model }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  model.script({ says: "Like **this**:\n\n```ts\nconst a = 1;\n```\n" });
  await say(page, "How?");
  await isDone(page);
  await page.getByRole("button", { name: "Copy", exact: true }).last().click();
  await expect.poll(copied).toContain("Like **this**");
  await page.locator("figure").getByRole("button", { name: "Copy" }).click();
  await expect.poll(copied).toBe("const a = 1;\n");
  await page.getByRole("button", { name: "Copy link" }).click();
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
  await isDone(page);
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

test("formulas, raw HTML and right-to-left text look the same while they stream and after a reload", async ({
  guest: page,
  model,
}) => {
  const says = [
    "Use <div> and List<String>, $5 or ~6, ~7.",
    "$$\\frac{a}{b}$$ and \\(x^2\\) and $$\\frac{$$",
    "\\[\n\\sum_{i=1}^n i\n\\]",
    "- אחת\n- שתיים",
    "| אחת | שתיים |\n|---|---|\n| 1 | 2 |",
  ].join("\n\n");
  model.script({ says });
  await say(page, "Show");
  await isDone(page);
  const answer = item(page, "assistant_message");
  const check = async () => {
    await expect(answer).toContainText("Use <div> and List<String>, $5 or ~6, ~7.");
    await expect(answer.locator("math")).toHaveCount(3);
    await expect(answer.locator("mfrac")).toHaveCount(1);
    await expect(answer.locator("annotation").first()).toBeHidden();
    await expect(answer.locator("code")).toHaveText("$$\\frac{$$");
    const [above, below] = await answer
      .locator("mfrac > *")
      .evaluateAll((all) => all.map((part) => part.getBoundingClientRect()));
    expect(above?.bottom, "the numerator stands on the denominator").toBeLessThanOrEqual(below?.top ?? 0);
    await expect(answer.locator("ul")).toHaveCSS("direction", "rtl");
    const cells = await answer
      .locator("td")
      .evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().x));
    expect(cells[0]).toBeGreaterThan(cells[1] ?? 0);
    const sides = await answer
      .locator(".table > *, .table")
      .evaluateAll((all) => all.map((box) => Math.round(box.getBoundingClientRect().right)));
    expect(sides[1], "a right-to-left table stands on the right").toBe(sides[0]);
    return answer.locator(".prose").evaluate((prose) => prose.textContent.replaceAll(/\s+/g, ""));
  };
  const streamed = await check();
  await page.reload();
  await alive(page);
  expect(await check()).toBe(streamed);
});

test("footnotes lead to their notes and back, in each of two answers", async ({ guest: page, model }) => {
  const says = `${"A line.\n\n".repeat(40)}Words[^1].\n\n${"A line.\n\n".repeat(40)}\n\n[^1]: A note`;
  model.script({ says }, { says });
  for (const text of ["First", "Second"]) {
    await say(page, text);
    await isDone(page);
  }
  const check = async () => {
    for (const index of [0, 1]) {
      const answer = item(page, "assistant_message").nth(index);
      const reference = answer.getByRole("link", { name: "1", exact: true });
      const note = answer.locator(".footnotes li");
      await reference.click();
      await expect(note).toBeInViewport();
      await answer.getByRole("link", { name: "Back to reference 1" }).click();
      await expect(reference).toBeInViewport();
    }
  };
  await check();
  await page.reload();
  await alive(page);
  await check();
});

test("a hostile answer is shown as it was written, and the page stays quick", async ({
  guest: page,
  model,
}) => {
  model.script({ says: `${"*a_".repeat(5_000)} end` }, { says: `${"- ".repeat(4_000)} end` });
  for (const [index, text] of ["First", "Second"].entries()) {
    await say(page, text);
    await isDone(page);
    await expect(item(page, "assistant_message").nth(index)).toContainText("end");
  }
  await page.reload();
  await expect(item(page, "assistant_message").first()).toContainText("*a_*a_");
  await expect(item(page, "assistant_message").last()).toContainText("- - -");
});

test("a wide table keeps its words whole and scrolls on its own, with aligned columns", async ({
  guest: page,
  model,
}) => {
  const cells = (cell: (column: string) => string) =>
    `| ${Array.from("ABCDEFGHIJKLMN").map(cell).join(" | ")} |\n`;
  const rows = cells((column) => `Quarter${column}`) + cells(() => "---:") + cells(() => "1,234,567.00");
  model.script({ says: `${rows}\n\n| Left | Middle | Right |\n|---|:---:|---:|\n| wide enough | b | c |\n` });
  await say(page, "Tables, please");
  await isDone(page);
  await page.reload();
  await alive(page);
  const tables = page.locator(".prose .table");
  await expect(page.getByRole("region", { name: "Table" }), "only what is too wide is a region").toHaveCount(
    1,
  );
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const lines = await tables.first().evaluate((table) =>
      [...table.querySelectorAll("th, td")].map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getClientRects().length;
      }),
    );
    expect(new Set(lines), "lines of a cell").toEqual(new Set([1]));
    const scrolls = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((box) => box.scrollWidth > box.clientWidth);
    expect(await scrolls(".table")).toBe(true);
    expect(await scrolls("html")).toBe(false);
    expect(await scrolls('[aria-label="Conversation"]')).toBe(false);
  }
  for (const [index, side] of ["start", "center", "right"].entries()) {
    await expect(tables.last().locator("th").nth(index)).toHaveCSS("text-align", new RegExp(side));
    await expect(tables.last().locator("td").nth(index)).toHaveCSS("text-align", new RegExp(side));
  }
});

test("a message whose answer failed can be retried after a reload", async ({
  guest: page,
  browser,
  context,
  model,
}) => {
  const region = page.locator('main [role="status"].sr-only');
  const unanswered = page.getByText("This has not been answered.");
  model.script({ status: 400 });
  await say(page, "Who are you?");
  await expect(page.getByRole("alert")).toBeVisible();
  await isDone(page);
  await expect(region, "the progress line is cleared").toBeEmpty();
  await expect(unanswered, "only the problem is shown").toHaveCount(0);

  const scripts = Promise.withResolvers<void>();
  await page.route("**/assets/**/*.js", async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.reload({ waitUntil: "commit" });
  await expect(unanswered).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  const button = page.getByRole("button", { name: "Try again" });
  await expect(button, "the script hasn't loaded").toBeDisabled();
  const places = async () => [await unanswered.boundingBox(), await button.boundingBox()];
  const before = await places();
  scripts.resolve();
  await expect(button).toBeEnabled();
  expect(await places()).toEqual(before);
  // A page without a script shows it too, but has no button that needs one.
  const storageState = await context.storageState();
  const plain = await browser.newContext({ storageState, javaScriptEnabled: false });
  const document = await plain.newPage();
  await document.goto(page.url());
  await expect(document.getByText("This has not been answered.")).toBeVisible();
  await expect(document.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await plain.close();

  model.script({ says: "An assistant." });
  await button.click();
  await expect(item(page, "assistant_message")).toContainText("An assistant.");
  await isDone(page);
  await expect(unanswered).toHaveCount(0);
  await page.reload();
  await expect(item(page, "user_message")).toHaveCount(1);
  await expect(item(page, "assistant_message")).toContainText("An assistant.");
  await expect(unanswered).toHaveCount(0);

  // The previous answer is not announced again when a failed send is taken back.
  await context.route("**/api/chatkit", (route) => route.fulfill({ status: 409, json: { message: "No." } }));
  await say(page, "Thanks");
  await expect(page.getByRole("alert")).toContainText("No.");
  await expect(item(page, "user_message")).toHaveCount(1);
  await expect(region).toBeEmpty();
});
