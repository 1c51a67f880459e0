/** Whether an address is that of a new temporary conversation: `?temporary=1`. */
export const isTemporary = (search: string): boolean => new URLSearchParams(search).get("temporary") === "1";
