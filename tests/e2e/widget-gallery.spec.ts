import { GALLERY } from "#app/conversation/items/widget/testing/gallery/index.ts";
import { CDN, expect, say, test } from "./fixtures.ts";
import { serveGallery } from "./widget-gallery.ts";
import { expectAccessible } from "./accessible.ts";
import { begin, sendButton, widgets } from "./widget-pages.ts";

// Every component of ChatKit in the instant view, in each of its states.

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`every component in every state can be read and used (${colorScheme}, ${width})`, async ({
      guest: page,
      context,
    }) => {
      test.slow();
      await context.route(CDN, (route) => route.abort());
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/chat");
      await begin(page);
      const { release } = await serveGallery(context, Object.values(GALLERY));
      await say(page, "Show me everything");
      await expect(widgets(page)).toHaveCount(Object.keys(GALLERY).length);
      await expect(sendButton(page)).toBeVisible();
      // The code of widgets may come after them.
      const foldable = widgets(page).locator("details");
      await expect(foldable).toHaveCount(3);
      for (const folded of await foldable.all()) {
        await folded.locator("> summary").press("Enter");
        await expect(folded).toHaveAttribute("open");
      }
      await expect(widgets(page).getByText("Folded", { exact: true })).toBeVisible();
      await expectAccessible(page);
      const tooWide = await widgets(page).evaluateAll((all) =>
        all
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map((each) => each.textContent),
      );
      expect(tooWide).toEqual([]);

      await widgets(page).getByRole("button", { name: "The whole widget waits" }).click();
      await expect(widgets(page).locator('div[aria-busy="true"]')).toHaveCount(1);
      await expectAccessible(page);
      release();
      await expect(sendButton(page)).toBeVisible();
    });
  }
}
