export type JoinReason = "full" | "invitation-only" | "not-open-yet" | "registration-closed";
export type Joined = { readonly state: "enrolled" | "waiting"; readonly isNew: boolean };
