/** Texts of records. */
export const records = {};
