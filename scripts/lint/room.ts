/** What the files of one folder may import, and where they run. */
export interface Room {
  /**
   * Where its files run. In a room for both sides, server-only files end in `.server.ts`. In the other rooms
   * no suffix is needed.
   */
  side: "server" | "browser" | "both";
  /** Rooms and single files that it may import. A room may always import itself. */
  imports: readonly string[];
  /** Rooms from which it may import only types. */
  types?: readonly string[];
  /** The packages that it may import; undefined allows any. */
  packages?: readonly string[];
  /** Packages beside those, of which it may import only types. */
  typePackages?: readonly string[];
}

/** The reason why a room may not import a package; undefined when it may. */
export function refusedPackage(
  name: string,
  { packages, typePackages = [] }: Room,
  { source, isType }: { source: string; isType: boolean },
): string | undefined {
  if (!packages || packages.includes(source) || (isType && typePackages.includes(source))) return undefined;
  const types = typePackages.length > 0 ? `, types of ${typePackages.join(", ")}` : "";
  return `${name} imports nothing but ${packages.join(", ")}${types} and its own files, so that it can be a package of its own.`;
}
