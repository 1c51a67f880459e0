/** Where the forms of conversations and folders are sent. */
export const CHANGE_PATH = "/history/change";
