/** The rows of the form for earlier courses. */
export const prerequisiteRows = [1, 2, 3, 4, 5, 6] as const;
export const prerequisiteKinds = ["required", "recommended"] as const;
