import { test } from "./answers.ts";
import { alive, expect, say } from "./fixtures.ts";
import { item, openInstantView, sendButton } from "./instant-view.ts";

// How an answer is drawn in the instant view.

test.beforeEach(({ guest: page }) => openInstantView(page));

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
  await expect(sendButton(page)).toBeVisible();
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
    await expect(sendButton(page)).toBeVisible();
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
    await expect(sendButton(page)).toBeVisible();
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
  await expect(sendButton(page)).toBeVisible();
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
