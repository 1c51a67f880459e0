export const MAX_TASK_TITLE = 300;
export const MAX_TASK_NOTES = 10_000;
/** The most tasks that one operation creates. */
export const MAX_CREATED = 200;
