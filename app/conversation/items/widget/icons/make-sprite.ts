import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createElement, type ComponentType } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { CHATKIT_ICONS, LUCIDE_ICONS } from "./names.ts";

// Run `node app/conversation/items/widget/icons/make-sprite.ts` to write icons.svg; a test checks that it is
// up to date.

/** All icons that widgets may show, as one SVG of symbols with ids like `check` and `lucide:check`. */
export async function makeSprite(): Promise<string> {
  const chatkit = Object.entries(CHATKIT_ICONS);
  const lucide = new Set([...chatkit.map(([, name]) => name.replace("*", "")), ...LUCIDE_ICONS]);
  const symbols = await Promise.all([
    ...chatkit.map(([id, name]) => symbol(id, name)),
    ...[...lucide].toSorted().map((name) => symbol(`lucide:${name}`, name)),
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide, ISC: https://lucide.dev/license -->\n${symbols.join("\n")}\n</svg>\n`;
}

async function symbol(id: string, icon: string): Promise<string> {
  const shapes = await shapesOf(icon.replace("*", ""));
  return `<symbol id="${id}" viewBox="0 0 24 24">${icon.endsWith("*") ? filled(shapes) : shapes}</symbol>`;
}

/** The content of an icon's `<svg>`. */
async function shapesOf(name: string): Promise<string> {
  const { default: Icon }: { default: ComponentType } = await import(`lucide-react/icons/${name}`);
  const svg = renderToStaticMarkup(createElement(Icon));
  return svg.replace(/^<svg[^>]*>|<\/svg>$/g, "").replaceAll(/><\/\w+>/g, "/>");
}

/** Fills the first shape, the outline, and strokes the others in the background colour. */
function filled(shapes: string): string {
  const [outline = "", ...marks] = shapes.split(/(?<=\/>)/);
  const marked = marks.map((mark) => mark.replace("/>", ' stroke="Canvas"/>'));
  return [outline.replace("/>", ' fill="currentColor"/>'), ...marked].join("");
}

if (import.meta.main) await writeFile(join(import.meta.dirname, "icons.svg"), await makeSprite());
