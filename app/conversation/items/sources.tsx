import { ExternalLink, FileText, Link2 } from "lucide-react";
import { Link } from "react-router";
import type { Source } from "#app/chatkit/protocol/annotations.ts";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import { destinationOf, ELSEWHERE } from "#app/ui/links.ts";

/** The sources that an answer cites, each once: web pages, files and entities. */
export function Sources({ item }: { item: AssistantMessageItem }) {
  const sources = new Map<string, Source>();
  for (const part of item.content) {
    for (const { source } of part.annotations) sources.set(keyOf(source), source);
  }
  if (sources.size === 0) return null;
  return (
    <ul aria-label="Sources" className="mt-3 flex flex-wrap gap-2">
      {[...sources].map(([key, source]) => (
        <li key={key} className="min-w-0">
          <SourceChip source={source} />
        </li>
      ))}
    </ul>
  );
}

const chip =
  "flex h-8 max-w-72 items-center gap-1.5 rounded-full border border-line px-3 text-sm text-muted hover:bg-hover hover:text-text";

function SourceChip({ source }: { source: Source }) {
  switch (source.type) {
    case "url":
      if (!isWebUrl(source.url)) return <span className={chip}>{source.title}</span>;
      return (
        <a className={chip} href={source.url} {...ELSEWHERE}>
          <ExternalLink size={14} className="flex-none" aria-hidden />
          <span className="truncate">{source.title || hostOf(source.url)}</span>
          <span className="sr-only">(opens {hostOf(source.url)} in a new tab)</span>
        </a>
      );
    case "file":
      return (
        <span className={chip}>
          <FileText size={14} className="flex-none" aria-hidden />
          <span className="truncate">{source.title || source.filename}</span>
        </span>
      );
    case "entity": {
      const { href } = source.data;
      const label = <span className="truncate">{source.label ?? source.title}</span>;
      const destination = typeof href === "string" && href !== "" ? destinationOf(href) : undefined;
      // Only a path of this app: a model may have written the source, and must not link elsewhere unnoticed.
      if (destination?.kind !== "here") return <span className={chip}>{label}</span>;
      return (
        <Link className={chip} to={destination.path}>
          <Link2 size={14} className="flex-none" aria-hidden />
          {label}
        </Link>
      );
    }
  }
}

/** Whether the URL may be linked: a model's source could have any scheme. */
export const isWebUrl = (url: string) => destinationOf(url).kind === "elsewhere";

function keyOf(source: Source): string {
  switch (source.type) {
    case "url":
      return source.url;
    case "file":
      return `file:${source.filename}`;
    case "entity":
      return `entity:${source.id}`;
  }
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, "") ?? url;
}
