/** Into the composer that is on the screen: ChatKit's when it is in charge, else the instant view's. */
export function focusComposer(): void {
  const chatkit = document.querySelector('[data-stage="chatkit"] openai-chatkit');
  if (chatkit && "focusComposer" in chatkit && typeof chatkit.focusComposer === "function") {
    chatkit.focusComposer();
  } else document.querySelector<HTMLElement>('main textarea[name="text"]')?.focus();
}
