import { createContext } from "react";

export type Direction = "previous" | "next";

/** Called when a form asks for the version in this direction. */
export const SwitchContext = createContext<(direction: Direction) => void>(() => undefined);
