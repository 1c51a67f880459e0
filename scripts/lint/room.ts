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
}
