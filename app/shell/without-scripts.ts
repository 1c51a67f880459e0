/** The `handle` of a route whose page is for reading only: its document has no scripts. */
export const WITHOUT_SCRIPTS = { scripts: false } as const;
