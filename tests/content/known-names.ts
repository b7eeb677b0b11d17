/*
 * What lessons may name besides the records of content/library: bodies, programmes and other names that the project's
 * collected facts confirm, each with its short form where one is used. A name that is missing here has no source yet.
 */

/** Short forms that lessons use, each with what it stands for. */
export const shortForms: Readonly<Record<string, string>> = {
  ARF: "ASEAN Regional Forum",
  ASEAN: "Association of Southeast Asian Nations",
  AU: "African Union",
  CBM: "confidence-building measure",
  CERT: "computer emergency response team",
  CMM: "Cybersecurity Capacity Maturity Model for Nations",
  CSIRT: "computer security incident response team",
  DAC: "Development Assistance Committee",
  FIRST: "Forum of Incident Response and Security Teams",
  GCI: "Global Cybersecurity Index",
  GDPR: "General Data Protection Regulation",
  GGE: "Group of Governmental Experts",
  ICT: "information and communications technology",
  IEC: "International Electrotechnical Commission",
  ISO: "International Organization for Standardization",
  ITU: "International Telecommunication Union",
  MDH: "misinformation, disinformation and hate speech",
  OAS: "Organization of American States",
  OECD: "Organisation for Economic Co-operation and Development",
  OEWG: "Open-ended Working Group",
  OSCE: "Organization for Security and Co-operation in Europe",
  RFC: "Request for Comments",
  SIM3: "Security Incident Management Maturity Model",
  TLP: "Traffic Light Protocol",
  UN: "United Nations",
  UNODA: "United Nations Office for Disarmament Affairs",
  UTC: "Coordinated Universal Time",
};

/** Names in capitals that are no short forms: the labels of the Traffic Light Protocol, and a mail that shouts in an example. */
export const plainCapitals: ReadonlySet<string> = new Set(["AMBER", "CLEAR", "GREEN", "RED", "STRICT", "URGENT"]);

export const names: readonly string[] = [
  ...Object.values(shortForms),
  "Articles on Responsibility",
  "Articles on Responsibility of States",
  "Assembly of the Union",
  "Budapest Convention",
  "Capacity Maturity Model",
  "Charter of the United Nations",
  "Chatham House",
  "Christchurch Call",
  "Common African Position",
  "Convention on Cybercrime",
  "Council of Europe",
  "CSIRT Services Framework",
  "Egriselda Lopez",
  "European Union",
  "General Assembly",
  "Global Cyber Security Capacity Centre",
  "Global Cybersecurity Agenda",
  "Global Mechanism",
  "Global Principles for Information Integrity",
  "Governmental Experts",
  "Human Rights Council",
  "Inter-American Committee against Terrorism",
  "Internet Engineering Task Force",
  "Malabo Convention",
  "Ministerial Council",
  "Office for Disarmament Affairs",
  "Open CSIRT Foundation",
  "Paris Call",
  "Peace and Security Council",
  "Permanent Council",
  "Regional Forum",
  "Second Additional Protocol",
  "Security Council",
  "Services Framework",
  "South-East Asia",
  "Tallinn Manual",
  "United Nations Convention",
  "Women in International Security and Cyberspace Fellowship",
  "Working Group",
  "New York",
  "Member State",
];

/** Years that the facts give and no library record does, each with what happened. */
export const years: Readonly<Record<string, string>> = {
  "2004": "the Budapest Convention enters into force",
  "2010": "first consensus report of a Group of Governmental Experts",
  "2020": "the Women in International Security and Cyberspace Fellowship is launched",
  "2023": "the Malabo Convention enters into force",
  "2024": "the directory is launched; a regional CERT facility opens in Singapore",
  "2025": "the directory counts more than 120 States; the Convention against Cybercrime is opened for signature",
  "2026": "meetings of the Global Mechanism are scheduled",
};

/** States that a lesson may name, with the reason. None is ever named as the author of an incident. */
export const statesNamed: Readonly<Record<string, string>> = {
  Australia: "founder of the fellowship",
  Canada: "founder of the fellowship",
  Denmark: "named the first tech ambassador",
  "El Salvador": "its diplomat was elected to chair the Global Mechanism",
  Netherlands: "founder of the fellowship",
  "New Zealand": "founder of the fellowship",
  "United Kingdom": "founder of the fellowship",
  Malaysia: "led the checklist of the ASEAN",
  Singapore: "led the checklist of the ASEAN, and seat of its regional CERT facility",
};
