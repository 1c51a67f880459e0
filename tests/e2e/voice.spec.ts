import { CDN, expect, say } from "./fixtures.ts";
import { scriptedWith } from "./models.ts";

const test = scriptedWith({ OPENAI_TRANSCRIBE_MODEL: "ears" });
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
      ],
    }),
  permissions: ["microphone"],
});
test.beforeEach(async ({ context }) => {
  await context.route(CDN, (route) => route.abort());
});

test("what is said is written at the caret, and can be sent", async ({ guest: page, model }) => {
  let bytes = 0;
  model.hear((body) => {
    bytes = body.length;
    return "buy milk";
  });
  const box = page.getByRole("textbox", { name: "Message" });
  await box.fill("Please  tomorrow");
  await box.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(7, 7));
  await page.getByRole("button", { name: "Dictate" }).click();
  const recording = page.getByRole("group", { name: "Recording" });
  await expect(recording).toBeVisible();
  // Chromium's fake microphone beeps.
  await expect
    .poll(() => recording.locator("span span").evaluate((level) => level.style.transform))
    .toMatch(/scaleX\(0\.\d+\)/);
  await page.getByRole("button", { name: "Finish the recording" }).click();
  await expect(box).toHaveValue("Please buy milk tomorrow");
  await expect(box).toBeFocused();
  expect(bytes).toBeGreaterThan(300);
  await expect(page.getByRole("button", { name: "Dictate" })).toBeEnabled();
});

test("a recording can be cancelled, and one that fails is sent again", async ({ guest: page, model }) => {
  let asked = 0;
  model.hear(() => (++asked === 1 ? 400 : "second time"));
  await page.getByRole("button", { name: "Dictate" }).click();
  await page.getByRole("button", { name: "Cancel the recording" }).click();
  await expect(page.getByRole("button", { name: "Dictate" })).toBeEnabled();
  expect(asked).toBe(0);

  await page.getByRole("button", { name: "Dictate" }).click();
  await page.getByRole("button", { name: "Finish the recording" }).click();
  await expect(page.getByRole("alert")).toContainText("couldn't be turned into text");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("second time");
  await expect(page.getByRole("alert")).toBeHidden();
});

test("a browser that refuses the microphone is said in words", async ({ guest: page }) => {
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.getByRole("button", { name: "Dictate" }).click();
  await expect(page.getByRole("alert")).toContainText("may not use the microphone");
  await expect(page.getByRole("button", { name: "Dictate" })).toBeEnabled();
});

test("an answer is read aloud sentence by sentence, marked, and can be stopped", async ({
  guest: page,
  model,
}) => {
  // Chromium has no voices here.
  await page.evaluate(() => {
    const spoken: string[] = [];
    const marks: string[] = [];
    let current: SpeechSynthesisUtterance | undefined;
    Object.assign(window, { spoken, marks, finishSentence: () => current?.dispatchEvent(new Event("end")) });
    const voices: never[] = [];
    voices.length = 1;
    speechSynthesis.getVoices = () => voices;
    speechSynthesis.cancel = () => undefined;
    speechSynthesis.speak = (utterance) => {
      current = utterance;
      spoken.push(utterance.text.trim());
      for (const range of CSS.highlights.get("read-aloud") ?? []) {
        marks.push(range instanceof Range ? range.toString() : "");
      }
    };
  });
  model.script({ says: "Clay is **soft**. Fire it!\n\n- One\n- Two\n\n```js\nskip();\n```" });
  await say(page, "Tell me about clay");
  const read = page.getByRole("button", { name: "Read aloud" });
  await read.click();
  const spoken = () => page.evaluate(() => Reflect.get(window, "spoken"));
  await expect.poll(spoken).toEqual(["Clay is soft."]);
  const stop = page.getByRole("button", { name: "Stop reading" });
  await expect(stop).toBeVisible();
  for (let index = 0; index < 2; index += 1) {
    await page.evaluate(() => Reflect.get(window, "finishSentence")());
  }
  await expect.poll(spoken).toEqual(["Clay is soft.", "Fire it!", "One"]);
  expect(await page.evaluate(() => Reflect.get(window, "marks"))).toEqual([
    "Clay is soft.",
    "Fire it!",
    "One",
  ]);
  await stop.click();
  await expect(read).toBeVisible();
  expect(await page.evaluate(() => CSS.highlights.has("read-aloud"))).toBe(false);
});

test("a browser without a voice says so", async ({ guest: page, model }) => {
  await page.evaluate(() => (speechSynthesis.getVoices = () => []));
  model.script({ says: "Clay is soft." });
  await say(page, "Tell me about clay");
  await page.getByRole("button", { name: "Read aloud" }).click();
  await expect(page.getByText("This browser has no voice to read with.")).toBeVisible();
});
