import { CONTAINERS } from "./containers.ts";
import { CONTENT } from "./content.ts";
import { CONTROLS } from "./controls.ts";

/**
 * A schema of each component's props and their values: those of the published types, and the additions of
 * `widget-types.ts`. Tests compare them with the types. What passes through the server isn't checked against
 * them, because ChatKit's components grow faster than a list of them; what is written by hand is
 * (`widgets/check.ts`).
 */
export const WIDGET_PROPS = { ...CONTAINERS, ...CONTENT, ...CONTROLS };
