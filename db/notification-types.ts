/** The part of a driver's client that LISTEN needs. The clients of pg and Neon both have it. */
export interface ListenClient {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  on(event: "notification", listener: (message: { payload?: string | undefined }) => void): unknown;
  on(event: "error" | "end", listener: () => void): unknown;
  end(): Promise<unknown>;
}

/** Messages that processes send each other through the database. */
export interface Notifications {
  /** True while test notifications arrive. Subscribers must poll while it is false. */
  readonly verified: boolean;
  /** Returns a function that removes the listener. */
  subscribe(listener: (payload: string) => void): () => void;
  close(): Promise<void>;
}
