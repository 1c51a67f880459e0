import type { AttachmentOptions } from "#app/chat/composer-options.ts";

/** A size as people read it; a megabyte has 1,024 × 1,024 bytes, as for the server's limit. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / 1024 / 1024, "MB"];
  return `${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)} ${unit}`;
}

interface CheckedFiles {
  accepted: File[];
  /** Why the others weren't taken, a sentence each. */
  problems: string[];
}

/**
 * Refuses what the server would refuse, before anything is sent.
 *
 * @param count how many files the message has already
 */
export function checkFiles(
  files: readonly File[],
  { maxSize, maxCount }: AttachmentOptions,
  count: number,
): CheckedFiles {
  const problems: string[] = [];
  const good: File[] = [];
  for (const file of files) {
    if (file.size === 0) problems.push(`“${file.name}” is empty.`);
    else if (file.size > maxSize) {
      problems.push(
        `“${file.name}” is too large: it has ${fileSize(file.size)}, and ${fileSize(maxSize)} is the most.`,
      );
    } else good.push(file);
  }
  const left = Math.max(0, maxCount - count);
  const [first, ...others] = good.slice(left);
  if (first) {
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    const verb = others.length > 0 ? "were" : "was";
    problems.push(`A message has ${maxCount} files at most: “${first.name}”${more} ${verb} left out.`);
  }
  return { accepted: good.slice(0, left), problems };
}
