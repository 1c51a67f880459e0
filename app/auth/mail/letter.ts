import { escapeHtml } from "#app/ui/escape-html.ts";

/** A mail before it is laid out. */
export interface Letter {
  subject: string;
  /** Paragraphs above the link, as plain text. */
  lines: string[];
  link?: { label: string; url: string };
  /** Paragraphs below the link. */
  after?: string[];
}

/** The letter as plain text and as HTML with the same words. `sender` stands at its end. */
export function layOut({ lines, link, after = [] }: Letter, sender: string): { text: string; html: string } {
  const text = [...lines, ...(link ? [`${link.label}:\n${link.url}`] : []), ...after, `— ${sender}`].join(
    "\n\n",
  );
  const paragraph = (line: string) =>
    `<p style="margin:0 0 16px;font:16px/24px system-ui,sans-serif;color:#0d0d0d">${escapeHtml(line)}</p>`;
  const button = link
    ? `<p style="margin:24px 0"><a href="${escapeHtml(link.url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#0b57d0;color:#fff;font:600 16px/24px system-ui,sans-serif;text-decoration:none">${escapeHtml(link.label)}</a></p>
<p style="margin:0 0 16px;font:13px/20px system-ui,sans-serif;color:#5d5d5d">${escapeHtml(link.url)}</p>`
    : "";
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light"></head>
<body style="margin:0;padding:32px 16px;background:#fff"><div style="max-width:520px;margin:0 auto">
${lines.map(paragraph).join("\n")}
${button}
${after.map(paragraph).join("\n")}
${paragraph(`— ${sender}`)}
</div></body></html>`;
  return { text, html };
}
