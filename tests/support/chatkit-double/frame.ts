import { settings } from "./settings.ts";

const PRIVATE_EVENTS = ["keydown", "keyup", "input", "click", "pointerdown", "pointerup", "wheel"];

export const STYLE = `:host{display:block;height:100%}iframe{display:none}
  .frame{height:100%;display:flex;flex-direction:column;opacity:0}
  .messages{flex:1;overflow:auto;padding:92px 0 24px}.messages>*{width:min(738px,100%);margin:0 auto 36px}
  form{width:min(772px,100%);margin:0 auto;display:flex}textarea{flex:1}`;

/** Stands in for the document of the client's frame. */
export function makeFrame(): HTMLElement {
  const frame = document.createElement("div");
  frame.className = "frame";
  // What happens in another document doesn't bubble into the page.
  for (const name of PRIVATE_EVENTS) frame.addEventListener(name, (event) => event.stopPropagation());
  return frame;
}

/** The frame fades its text in by itself when it becomes visible, and only then. */
export async function fadeIn(frame: HTMLElement, element: HTMLElement, isDead: () => boolean): Promise<void> {
  while (!element.checkVisibility({ visibilityProperty: true })) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (isDead()) return;
  }
  await frame.animate([{ opacity: 0 }, { opacity: 1 }], { duration: settings.fadeMs, fill: "forwards" })
    .finished;
  frame.style.opacity = "1";
  frame.dataset.painted = "";
}
