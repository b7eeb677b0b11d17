import type { WindowState } from "@/lib/scheduling/windows";

export type CourseCard = {
  readonly slug: string;
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  readonly organization: string;
  readonly level: string | null;
  readonly languages: readonly string[];
  readonly topics: readonly { readonly slug: string; readonly name: string }[];
  readonly deliveries: readonly string[];
  readonly regions: readonly string[];
};

export type EventCard = {
  readonly slug: string;
  readonly reference: string;
  readonly language: string;
  readonly title: string;
  readonly organization: string;
  readonly state: string;
  readonly registration: WindowState;
  readonly event: WindowState;
  readonly registrationOpensAt: Date | null;
  readonly registrationClosesAt: Date | null;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly zone: string;
  readonly delivery: string | null;
  readonly region: string | null;
  readonly place: string | null;
  readonly admission: string;
  readonly seats: number | null;
  readonly seatsTaken: number;
};

export const facetNames = ["topic", "level", "type", "language", "region", "organizer"] as const;
export type FacetName = (typeof facetNames)[number];
export type FacetChoice = { readonly value: string; readonly label: string; readonly count: number; readonly chosen: boolean };
export type CatalogueQuery = { readonly text: string; readonly facets: Readonly<Record<FacetName, readonly string[]>>; readonly page: number };
