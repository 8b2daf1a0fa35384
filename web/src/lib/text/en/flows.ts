/** Texts of flows. */
export const flows = {};
