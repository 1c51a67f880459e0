import { escapeHtml } from "#app/ui/escape-html.ts";

/** The size that the Open Graph's readers expect, in pixels. */
export const WIDTH = 1200;
const HEIGHT = 630;

/** What the picture says. */
export interface Preview {
  /** The app's name and colour. */
  app: { name: string; color: string };
  title: string;
  /** Stands for a title that the font can't draw. */
  plainTitle: string;
  /** The line beneath. */
  facts: string;
}

/** The colour of the design, where the app has none of its own. */
export const PREVIEW_COLOR = "#0b62d6";

/** Scripts that the font has. Others would be drawn as boxes. */
const DRAWABLE =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\p{Zs}\p{P}\p{Sc}\p{Sm}\p{Mn}]+$/u;

const MARGIN = 88;
const FONT_SIZE = 68;
const LINES = 4;

/** What the picture of a share says of it. */
export function shareFacts({ author, length }: { author: string | null; length: number }): string {
  const canName = author !== null && DRAWABLE.test(author);
  return [
    canName ? `Shared by ${author}` : "A shared conversation",
    `${length} ${length === 1 ? "message" : "messages"}`,
  ].join("  ·  ");
}

/** The picture as SVG: its title, or another one where the font can't draw that. */
export function previewSvg({ app, title, plainTitle, facts }: Preview): string {
  const lines = wrapped(DRAWABLE.test(title) ? title : plainTitle);
  const name = DRAWABLE.test(app.name) ? clipped(app.name, 40) : "";
  const text = lines.map(
    (line, index) => `<tspan x="${MARGIN}" y="${240 + index * FONT_SIZE * 1.2}">${escapeHtml(line)}</tspan>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Inter">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<rect width="14" height="${HEIGHT}" fill="${app.color}"/>
<text x="${MARGIN}" y="118" font-size="34" font-weight="700" fill="${app.color}">${escapeHtml(name)}</text>
<text font-size="${FONT_SIZE}" font-weight="700" fill="#0d0d0d">${text.join("")}</text>
<text x="${MARGIN}" y="568" font-size="32" font-weight="400" fill="#5d5d5d">${escapeHtml(clipped(facts, 60))}</text>
</svg>`;
}

/** A rough width of a character in Inter Bold, in em. The lines have room for what it is wrong by. */
function widthOf(character: string): number {
  if (/[iljtfr.,:;'’!|()[\] ]/.test(character)) return 0.36;
  if (/[mwMW@%—]/.test(character)) return 1.08;
  return /\p{Lu}/u.test(character) ? 0.74 : 0.62;
}

/** The text in lines that fit, cut at words where there are any. */
function wrapped(text: string): string[] {
  const room = (WIDTH - 2 * MARGIN) / FONT_SIZE;
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text
    .trim()
    .split(/\s+/u)
    .flatMap((one) => pieces(one, room))) {
    const width = Array.from(word).reduce((sum, character) => sum + widthOf(character), 0);
    if (line !== "" && used + 0.36 + width > room) {
      lines.push(line);
      line = "";
      used = 0;
    }
    used += (line === "" ? 0 : 0.36) + width;
    line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  if (lines.length <= LINES) return lines;
  return [...lines.slice(0, LINES - 1), `${lines[LINES - 1] ?? ""}…`];
}

/** A word in pieces that fit into a line. */
function pieces(word: string, room: number): string[] {
  const size = Math.floor(room / 1.08);
  const characters = Array.from(word);
  const count = Math.ceil(characters.length / size);
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(""),
  );
}

function clipped(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
