const FORMATS = [
  { name: "Markdown", format: "md", is: "the version that you see, as text" },
  { name: "HTML", format: "html", is: "the same, formatted, to read and print anywhere" },
  { name: "JSON", format: "json", is: "everything, with all versions, to import again" },
];

/** Links to a conversation as a file, in each format. */
export function ExportSection({ path }: { path: string }) {
  return (
    <section aria-labelledby="export" className="space-y-3">
      <h2 id="export" className="text-lg font-semibold">
        Export as a file
      </h2>
      <ul className="space-y-2">
        {FORMATS.map(({ name, format, is }) => (
          <li key={format} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <a
              href={`${path}?format=${format}`}
              download
              aria-label={`Export as ${name}`}
              className="button w-28"
            >
              {name}
            </a>
            <span className="text-muted">{is}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
