/** An earlier course that another one requires or recommends. */
export type Prerequisite = { readonly slug: string; readonly kind: "required" | "recommended" };

export type PrerequisiteView = {
  readonly course: { readonly slug: string; readonly title: string; readonly language: string };
  readonly chosen: readonly Prerequisite[];
  /** Every other course, to choose from. */
  readonly courses: readonly { readonly slug: string; readonly title: string }[];
};

export type PrerequisiteReason = "itself" | "unknown-course" | "in-a-circle";
