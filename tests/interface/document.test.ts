import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { answersFor, askOwner } from "../e2e/setup/answers";
import { addPerson, copyEvent, demoEvent, enrol, type Person, startExam } from "../setup/cast";
import { signInAs, Visitor } from "../setup/visitor";

/*
 * The document at /api/openapi.json is what the interface answers: every call there is in it, and what the running program
 * answers, good or bad, has the status and the shape that the document promises.
 */

type Schema = Parameters<typeof z.fromJSONSchema>[0];
type Response = { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, Response>>;
  readonly security?: readonly object[];
};
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

const platform = inject("platform");
const nobody = new Visitor(platform.baseUrl);
let document: Document;
let learner: Person;
let stranger: Person;
let staff: Visitor;
let attemptId: string;
let closedId: string;
let code: string;
let transcript: string;
let optionIds: string[];
let roll: string;
const firstModule = "csirts-norms-and-measures";
const madeUpId = "00000000-0000-4000-8000-000000000000";

/**
 * An attempt with every question right, submitted, its event closed and its certificate released, and a transcript of it, each as
 * its people do it.
 */
async function earnCertificate(): Promise<void> {
  const event = await copyEvent(platform, "interface-closed");
  await enrol(platform, learner, event);
  closedId = await startExam(learner, event);
  for (const { position, optionId } of await answersFor(platform.adminUrl, closedId, 30))
    await learner.visitor.call("PUT", `/api/attempts/${closedId}/answers/${position}`, {
      optionIds: [optionId],
      sequence: 1,
    });
  await learner.visitor.call("POST", `/api/attempts/${closedId}/submission`);
  staff = await signInAs(platform, "organizer");
  await staff.form("close-event", { event: event.slug, report: "It went well." });
  const admin = await signInAs(platform, "admin");
  await admin.form("release-certificates", { event: event.slug, all: "1" });
  const [row] = await askOwner<{ code: string }>(
    platform.adminUrl,
    "SELECT code FROM certificate WHERE event_id = $1 AND person_id = $2",
    [event.id, learner.id],
  );
  code = row?.code ?? "";
  await learner.visitor.form("make-transcript", { language: "en" });
  const [made] = await askOwner<{ code: string }>(
    platform.adminUrl,
    "SELECT code FROM transcript WHERE person_id = $1",
    [learner.id],
  );
  transcript = made?.code ?? "";
}

beforeAll(async () => {
  document = (await (await nobody.fetch("/api/openapi.json")).json()) as Document;
  learner = await addPerson(platform, "Ana of the interface");
  stranger = await addPerson(platform, "Ben of the interface");
  await earnCertificate();
  const event = await copyEvent(platform, "interface-open");
  await copyEvent(platform, "interface-invited", { admission: "invitation" });
  await enrol(platform, learner, event);
  attemptId = await startExam(learner, event);
  const [session] = await askOwner<{ id: string; place: string }>(
    platform.adminUrl,
    `INSERT INTO event_session (event_id, starts_at, ends_at, layers)
     VALUES ($1, now() - interval '1 hour', now() + interval '1 hour', '{"en": {"title": "Opening", "description": ""}}')
     RETURNING id, (SELECT id FROM enrolment WHERE event_id = $1 AND person_id = $2) AS place`,
    [event.id, learner.id],
  );
  roll = `/api/sessions/${session?.id}/attendance/${session?.place}`;
  const attempt = (await (await learner.visitor.fetch(`/api/attempts/${attemptId}`)).json()) as {
    questions: { options: { id: string }[] }[];
  };
  optionIds = attempt.questions[0]?.options.map(({ id }) => id) ?? [];
});

/** Routes that are no JSON call of ours: next-auth's standard calls, and the document itself. */
const leftOut = ["/api/auth/{nextauth}", "/api/openapi.json"];
/** One route of files, which are two addresses. */
const files = {
  "/certificates/{file}": ["json", "pdf", "png", "svg"].map((format) => `/certificates/{code}.${format}`),
};

describe("the document", () => {
  it("is OpenAPI 3.1", () => {
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it("names every route under app/api and the certificates' files, and nothing that is not there", () => {
    const routes = ["app/api", "app/certificates", "app/.well-known"].flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: "utf8" })
        .filter((file) => path.basename(file) === "route.ts")
        .map((file) => `/${path.join(root, path.dirname(file)).replace(/^app\//, "")}`)
        .map((address) => address.replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}")),
    );
    const expected = routes
      .filter((address) => !leftOut.includes(address))
      .flatMap((address) => files[address as keyof typeof files] ?? [address]);
    expect(Object.keys(document.paths).sort()).toEqual(expected.sort());
  });

  it("states every parameter of an address, a summary, and who must be signed in", () => {
    for (const [address, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
        const named = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect(inPath.map(({ name }) => name).sort(), `${method} ${address}`).toEqual(named.sort());
        expect(operation, `${method} ${address}`).toHaveProperty("summary");
        expect("401" in operation.responses, `${method} ${address}`).toBe(operation.security !== undefined);
      }
  });
});

type Asked = {
  readonly who: () => Visitor;
  readonly path: () => string;
  readonly body?: () => unknown;
  readonly status: number;
};
const ana = () => learner.visitor;
const ben = () => stranger.visitor;
const attempt = () => `/api/attempts/${attemptId}`;
const asked: Readonly<Record<string, readonly Asked[]>> = {
  "get /api/health": [{ who: () => nobody, path: () => "/api/health", status: 200 }],
  "post /api/events/{slug}/enrolments": [
    { who: ben, path: () => "/api/events/interface-open/enrolments", status: 201 },
    { who: ben, path: () => "/api/events/interface-open/enrolments", status: 200 },
    { who: ben, path: () => "/api/events/interface-invited/enrolments", status: 403 },
    { who: ben, path: () => "/api/events/interface-closed/enrolments", status: 409 },
    { who: ben, path: () => "/api/events/no-such-event/enrolments", status: 404 },
    { who: () => nobody, path: () => `/api/events/${demoEvent}/enrolments`, status: 401 },
  ],
  "post /api/events/{slug}/attempts": [
    { who: ben, path: () => "/api/events/interface-open/attempts", status: 201 },
    { who: ben, path: () => "/api/events/interface-open/attempts", status: 200 },
    { who: ana, path: () => "/api/events/interface-closed/attempts", status: 409 },
    { who: ben, path: () => "/api/events/interface-closed/attempts", status: 404 },
    { who: () => nobody, path: () => `/api/events/${demoEvent}/attempts`, status: 401 },
  ],
  "put /api/attempts/{attemptId}/answers/{position}": [
    {
      who: ana,
      path: () => `${attempt()}/answers/1`,
      body: () => ({ optionIds: [optionIds[0]], sequence: 2 }),
      status: 200,
    },
    {
      who: ana,
      path: () => `${attempt()}/answers/1`,
      body: () => ({ optionIds: [optionIds[1]], sequence: 1 }),
      status: 409,
    },
    { who: ana, path: () => `${attempt()}/answers/1`, body: () => ({ optionIds: ["x"], sequence: 3 }), status: 422 },
    {
      who: ana,
      path: () => `${attempt()}/answers/1`,
      body: () => ({ optionIds: [], sequence: 3, points: 9 }),
      status: 400,
    },
    { who: ana, path: () => `${attempt()}/answers/31`, body: () => ({ optionIds: [], sequence: 1 }), status: 404 },
    {
      who: ana,
      path: () => `/api/attempts/${closedId}/answers/1`,
      body: () => ({ optionIds: [], sequence: 9 }),
      status: 410,
    },
    { who: ben, path: () => `${attempt()}/answers/1`, body: () => ({ optionIds: [], sequence: 9 }), status: 404 },
    { who: () => nobody, path: () => `${attempt()}/answers/1`, body: () => ({}), status: 401 },
  ],
  "put /api/attempts/{attemptId}/flags/{position}": [
    { who: ana, path: () => `${attempt()}/flags/2`, body: () => ({ flagged: true }), status: 200 },
    { who: ana, path: () => `${attempt()}/flags/2`, body: () => ({ flagged: "yes" }), status: 400 },
    { who: ana, path: () => `/api/attempts/${closedId}/flags/2`, body: () => ({ flagged: true }), status: 410 },
    { who: ben, path: () => `${attempt()}/flags/2`, body: () => ({ flagged: true }), status: 404 },
  ],
  "post /api/attempts/{attemptId}/contact": [
    { who: ana, path: () => `${attempt()}/contact`, body: () => ({}), status: 200 },
    { who: ana, path: () => `${attempt()}/contact`, body: () => ({ happened: "left" }), status: 200 },
    { who: ana, path: () => `${attempt()}/contact`, body: () => ({ happened: "slept" }), status: 400 },
    { who: ben, path: () => `${attempt()}/contact`, body: () => ({}), status: 404 },
  ],
  "get /api/attempts/{attemptId}/receipt": [
    { who: ana, path: () => `/api/attempts/${closedId}/receipt`, status: 200 },
    { who: ana, path: () => `${attempt()}/receipt`, status: 409 },
    { who: ben, path: () => `/api/attempts/${closedId}/receipt`, status: 404 },
  ],
  "put /api/events/{slug}/rehearsal/answers/{position}": [
    {
      who: ana,
      path: () => "/api/events/interface-open/rehearsal/answers/1",
      body: () => ({ optionIds: ["saved"], sequence: 2 }),
      status: 200,
    },
    {
      who: ana,
      path: () => "/api/events/interface-open/rehearsal/answers/1",
      body: () => ({ optionIds: ["nothing"], sequence: 1 }),
      status: 409,
    },
    {
      who: ana,
      path: () => "/api/events/interface-open/rehearsal/answers/1",
      body: () => ({ optionIds: ["keyboard"], sequence: 3 }),
      status: 422,
    },
    {
      who: ben,
      path: () => "/api/events/interface-invited/rehearsal/answers/1",
      body: () => ({ optionIds: ["saved"], sequence: 1 }),
      status: 404,
    },
  ],
  "get /api/attempts/{attemptId}": [
    { who: ana, path: attempt, status: 200 },
    { who: ana, path: () => `/api/attempts/${closedId}`, status: 200 },
    { who: ben, path: attempt, status: 404 },
    { who: () => nobody, path: attempt, status: 401 },
  ],
  "get /api/attempts/{attemptId}/result": [
    { who: ana, path: () => `/api/attempts/${closedId}/result`, status: 200 },
    { who: ana, path: () => `${attempt()}/result`, status: 409 },
    { who: ben, path: () => `/api/attempts/${closedId}/result`, status: 404 },
  ],
  "post /api/attempts/{attemptId}/submission": [
    { who: ana, path: () => `/api/attempts/${closedId}/submission`, status: 200 },
    { who: ana, path: () => `/api/attempts/${madeUpId}/submission`, status: 404 },
    { who: () => nobody, path: () => `/api/attempts/${closedId}/submission`, status: 401 },
  ],
  "get /api/certificates/{code}": [
    { who: () => nobody, path: () => `/api/certificates/${code}`, status: 200 },
    { who: () => nobody, path: () => `/api/certificates/${transcript}`, status: 200 },
    { who: () => nobody, path: () => "/api/certificates/0000", status: 404 },
  ],
  "get /certificates/{code}.json": [
    { who: ana, path: () => `/certificates/${code}.json`, status: 200 },
    { who: () => nobody, path: () => `/certificates/${code}.json?name=ana`, status: 200 },
    { who: () => nobody, path: () => `/certificates/${code}.json?name=${"x".repeat(300)}`, status: 400 },
    { who: ben, path: () => `/certificates/${code}.json`, status: 404 },
    { who: ana, path: () => `/certificates/${transcript}.json`, status: 200 },
    { who: ben, path: () => `/certificates/${transcript}.json`, status: 404 },
  ],
  "get /certificates/keys.json": [{ who: () => nobody, path: () => "/certificates/keys.json", status: 200 }],
  "get /certificates/status/{number}/{purpose}": [
    { who: () => nobody, path: () => "/certificates/status/1/revocation", status: 200 },
    { who: () => nobody, path: () => "/certificates/status/1/message", status: 200 },
    { who: () => nobody, path: () => "/certificates/status/1/suspension", status: 404 },
    { who: () => nobody, path: () => "/certificates/status/999999999/message", status: 404 },
  ],
  "get /.well-known/did.json": [{ who: () => nobody, path: () => "/.well-known/did.json", status: 200 }],
  "get /api/notes": [
    { who: ana, path: () => "/api/notes", status: 200 },
    { who: () => nobody, path: () => "/api/notes", status: 401 },
  ],
  "get /api/notes.md": [{ who: ana, path: () => "/api/notes.md", status: 200 }],
  "get /api/events/{slug}/modules/{module}/pack": [
    { who: ana, path: () => `/api/events/interface-open/modules/${firstModule}/pack`, status: 200 },
    { who: ana, path: () => `/api/events/interface-open/modules/${firstModule}/pack?language=xx`, status: 400 },
    { who: ana, path: () => "/api/events/interface-open/modules/no-such-module/pack", status: 404 },
    { who: ben, path: () => `/api/events/${demoEvent}/modules/${firstModule}/pack`, status: 404 },
  ],
  "get /api/events/{slug}/results.csv": [
    { who: () => staff, path: () => "/api/events/interface-open/results.csv", status: 200 },
    { who: ana, path: () => "/api/events/interface-open/results.csv", status: 404 },
    { who: () => nobody, path: () => "/api/events/interface-open/results.csv", status: 401 },
  ],
  "get /api/events/{slug}/comments.csv": [
    { who: () => staff, path: () => "/api/events/interface-open/comments.csv", status: 200 },
    { who: ana, path: () => "/api/events/interface-open/comments.csv", status: 404 },
    { who: () => nobody, path: () => "/api/events/interface-open/comments.csv", status: 401 },
  ],
  "get /api/events/{slug}/report.csv": [
    { who: () => staff, path: () => "/api/events/interface-closed/report.csv", status: 200 },
    { who: () => staff, path: () => "/api/events/interface-open/report.csv", status: 404 },
    { who: ana, path: () => "/api/events/interface-closed/report.csv", status: 404 },
  ],
  "put /api/sessions/{id}/attendance/{enrolment}": [
    {
      who: () => staff,
      path: () => roll,
      body: () => ({ state: "present", saidAt: "2026-03-12T10:00:02Z" }),
      status: 200,
    },
    {
      who: () => staff,
      path: () => roll,
      body: () => ({ state: "absent", saidAt: "2026-03-12T10:00:01Z" }),
      status: 409,
    },
    {
      who: () => staff,
      path: () => roll,
      body: () => ({ state: "asleep", saidAt: "2026-03-12T10:00:03Z" }),
      status: 400,
    },
    { who: ana, path: () => roll, body: () => ({ state: "present", saidAt: "2026-03-12T10:00:03Z" }), status: 404 },
    { who: () => nobody, path: () => roll, body: () => ({}), status: 401 },
  ],
  "get /api/pictures/{id}": [
    { who: ana, path: () => `/api/pictures/${madeUpId}`, status: 404 },
    { who: () => nobody, path: () => `/api/pictures/${madeUpId}`, status: 401 },
  ],
  "put /api/events/{slug}/draft": [
    {
      who: () => staff,
      path: () => "/api/events/interface-open/draft",
      body: () => ({ revision: 1, values: { title: "Typed so far", languages: ["en"] } }),
      status: 200,
    },
    {
      who: () => staff,
      path: () => "/api/events/interface-open/draft",
      body: () => ({ revision: 1, values: { state: "cancelled" } }),
      status: 400,
    },
    {
      who: () => staff,
      path: () => "/api/events/interface-closed/draft",
      body: () => ({ revision: 1, values: {} }),
      status: 409,
    },
    {
      who: ana,
      path: () => "/api/events/interface-open/draft",
      body: () => ({ revision: 1, values: {} }),
      status: 404,
    },
  ],
  "get /api/organizations/{slug}/specimen.pdf": [
    {
      who: () => staff,
      path: () => "/api/organizations/cert-mu/specimen.pdf?language=es&kind=attendance-letter",
      status: 200,
    },
    { who: ana, path: () => "/api/organizations/cert-mu/specimen.pdf", status: 404 },
    { who: () => nobody, path: () => "/api/organizations/cert-mu/specimen.pdf", status: 401 },
  ],
  "get /certificates/{code}.png": [
    { who: ana, path: () => `/certificates/${code}.png`, status: 200 },
    { who: ben, path: () => `/certificates/${code}.png`, status: 404 },
  ],
  "get /certificates/{code}.svg": [{ who: ana, path: () => `/certificates/${code}.svg`, status: 200 }],
  "get /certificates/{code}.pdf": [
    { who: ana, path: () => `/certificates/${code}.pdf`, status: 200 },
    { who: ben, path: () => `/certificates/${code}.pdf`, status: 404 },
  ],
};

describe("what the program answers is what the document says", () => {
  it("is asked of every call", () => {
    const calls = Object.entries(document.paths).flatMap(([address, methods]) =>
      Object.keys(methods).map((method) => `${method} ${address}`),
    );
    expect(Object.keys(asked).sort()).toEqual(calls.sort());
  });

  const cases = Object.entries(asked).flatMap(([call, questions]) =>
    questions.map((question, at) => ({ call, at: at + 1, ...question })),
  );
  it.each(cases)("$call, question $at: $status", async ({ call, who, path: addressOf, body, status }) => {
    const [method = "", address = ""] = call.split(" ");
    const operation = document.paths[address]?.[method];
    const sent = body?.();
    const answer = await who().call(method.toUpperCase(), addressOf(), sent);
    expect(answer.status).toBe(status);
    const promised = operation?.responses[String(status)]?.content ?? {};
    const type = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
    expect(Object.keys(promised)).toContain(type);
    const { schema } = promised[type] ?? {};
    if (schema) expect(z.fromJSONSchema(schema).safeParse(await answer.json())).toMatchObject({ success: true });
    if (sent !== undefined && status === 200) {
      const taken = z.fromJSONSchema(operation?.requestBody?.content["application/json"]?.schema ?? { not: {} });
      expect(taken.safeParse(sent)).toMatchObject({ success: true });
    }
  });

  it("and a foreign write and a body that is too large are refused as it says of every write", async () => {
    for (const [address, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        if (method === "get") continue;
        const target = address
          .replace("{slug}", "interface-open")
          .replace("{attemptId}", attemptId)
          .replace("{position}", "1");
        const send = (headers: Record<string, string>, body: string) =>
          learner.visitor.fetch(target, {
            method: method.toUpperCase(),
            headers: { "content-type": "application/json", ...headers },
            body,
          });
        for (const [answer, status] of [
          [await send({ origin: "https://evil.example" }, "{}"), 403],
          [await send({}, `"${"x".repeat(1_100_000)}"`), 413],
        ] as const) {
          expect(answer.status, `${method} ${address}`).toBe(status);
          const schema = operation.responses[String(status)]?.content?.["application/json"]?.schema;
          expect(z.fromJSONSchema(schema ?? { not: {} }).safeParse(await answer.json())).toMatchObject({
            success: true,
          });
        }
      }
  });
});
