/* The script of the start screen for strangers (app/front/front-page.tsx), which works without it. */

const form = document.querySelector("#first-message");
const field = document.querySelector("#words");

// The next page follows the answer by itself, so the server doesn't have to wait for it.
form.elements.namedItem("script").value = "1";

// Enter sends, where the user hasn't chosen otherwise; on touch devices, whose keyboards have no Shift and Enter, it
// begins a new line (app/conversation/send-key.ts).
const chosen = /[;&= ]enter=(send|newline)/.exec(document.cookie)?.[1];
const enterSends = chosen ? chosen === "send" : matchMedia("(pointer: fine)").matches;
const COMPOSING = 229;

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === COMPOSING) return;
  const sends = event.ctrlKey || event.metaKey || (enterSends && !event.shiftKey && !event.altKey);
  if (!sends) return;
  event.preventDefault();
  if (field.value.trim() !== "") form.requestSubmit();
});

let isSent = false;
form.addEventListener("submit", (event) => {
  if (isSent) event.preventDefault();
  isSent = true;
  // For "tomorrow at 5pm" in the first message.
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  document.cookie = `tz=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
});
// The page may come back from the browser's cache.
addEventListener("pageshow", () => {
  isSent = false;
});

if (matchMedia("(pointer: fine)").matches) field.focus();
